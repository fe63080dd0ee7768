// A reader of loose objects that stands before libgit2's own.
//
// libgit2 1.5 inflates a loose object until it has as many bytes as the header promises, and takes no notice of zlib's
// Z_DATA_ERROR: on a damaged file it loops for ever. This reader gives up instead. What it reads is still checked
// against its name by libgit2 (GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION); what it does not find is left to the others.

#include "CLibgit2Shims.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <zlib.h>

typedef struct {
  git_odb_backend parent;
  size_t folder_length;
  char folder[];
} loose_reader;

// An open loose object: what is inflated so far is its header and the first bytes of its content.
typedef struct {
  FILE *file;
  z_stream zlib;
  int status;
  unsigned char input[16384];
  unsigned char start[128];
  size_t start_length, header_length;
  git_object_t type;
  size_t size;
} loose_object;

static int damaged(const char *what) {
  git_error_set_str(GIT_ERROR_ODB, what);
  return GIT_ERROR;
}

// Inflates into a buffer until it is full or the stream ends; gives the number of bytes, or a negative error code.
static ssize_t inflate_some(loose_object *object, unsigned char *output, size_t length) {
  size_t total = 0;
  while (total < length && object->status != Z_STREAM_END) {
    if (object->zlib.avail_in == 0) {
      object->zlib.next_in = object->input;
      object->zlib.avail_in = (uInt)fread(object->input, 1, sizeof object->input, object->file);
      if (object->zlib.avail_in == 0)
        return damaged("the loose object is cut off");
    }
    uInt chunk = length - total > (1u << 30) ? 1u << 30 : (uInt)(length - total);
    object->zlib.next_out = output + total;
    object->zlib.avail_out = chunk;
    object->status = inflate(&object->zlib, Z_NO_FLUSH);
    if (object->status != Z_OK && object->status != Z_STREAM_END)
      return damaged("the loose object does not inflate");
    total += chunk - object->zlib.avail_out;
  }
  return (ssize_t)total;
}

// Reads "TYPE SIZE\0".
static int parse_header(loose_object *object) {
  unsigned char *start = object->start;
  unsigned char *end = memchr(start, 0, object->start_length);
  unsigned char *space = memchr(start, ' ', object->start_length);
  if (!end || !space || space > end || space + 1 == end)
    return damaged("the loose object has no header");
  *space = 0;
  object->type = git_object_string2type((const char *)start);
  object->size = 0;
  for (unsigned char *digit = space + 1; digit < end; digit++) {
    if (*digit < '0' || *digit > '9' || object->size > (SIZE_MAX / 2 - 9) / 10)
      return damaged("the loose object has no size");
    object->size = object->size * 10 + (size_t)(*digit - '0');
  }
  object->header_length = (size_t)(end - start) + 1;
  if (object->type < GIT_OBJECT_COMMIT || object->type > GIT_OBJECT_TAG)
    return damaged("the loose object has an unknown type");
  return 0;
}

static void close_object(loose_object *object) {
  inflateEnd(&object->zlib);
  fclose(object->file);
}

static int open_object(loose_object *object, const loose_reader *reader, const git_oid *name) {
  char path[reader->folder_length + GIT_OID_HEXSZ + 2];
  memcpy(path, reader->folder, reader->folder_length);
  git_oid_pathfmt(path + reader->folder_length, name);
  path[sizeof path - 1] = 0;

  object->file = fopen(path, "rb");
  if (!object->file)
    return errno == ENOENT || errno == ENOTDIR ? GIT_PASSTHROUGH : damaged("the loose object cannot be opened");
  memset(&object->zlib, 0, sizeof object->zlib);
  object->status = inflateInit(&object->zlib);
  if (object->status != Z_OK) {
    fclose(object->file);
    return damaged("zlib does not start");
  }
  ssize_t length = inflate_some(object, object->start, sizeof object->start);
  object->start_length = length < 0 ? 0 : (size_t)length;
  int result = length < 0 ? GIT_ERROR : parse_header(object);
  if (result < 0)
    close_object(object);
  return result;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *name) {
  loose_object object;
  int result = open_object(&object, (loose_reader *)backend, name);
  if (result < 0)
    return result;
  *size = object.size;
  *type = object.type;
  close_object(&object);
  return 0;
}

static int read_content(loose_object *object, unsigned char *content) {
  size_t known = object->start_length - object->header_length;
  if (known > object->size)
    return damaged("the loose object is longer than its header says");
  memcpy(content, object->start + object->header_length, known);
  ssize_t rest = inflate_some(object, content + known, object->size - known);
  if (rest < 0)
    return GIT_ERROR;
  // One byte more shows that there is none, and lets zlib compare its checksum.
  unsigned char surplus;
  ssize_t more = inflate_some(object, &surplus, 1);
  if (more < 0)
    return GIT_ERROR;
  if ((size_t)rest != object->size - known || more != 0)
    return damaged("the loose object is not as long as its header says");
  return 0;
}

static int read_object(
  void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *name
) {
  loose_object object;
  int result = open_object(&object, (loose_reader *)backend, name);
  if (result < 0)
    return result;
  unsigned char *content = git_odb_backend_data_alloc(backend, object.size + 1);
  result = content ? read_content(&object, content) : GIT_ERROR;
  close_object(&object);
  if (result < 0) {
    if (content)
      git_odb_backend_data_free(backend, content);
    return result;
  }
  content[object.size] = 0;
  *data = content;
  *size = object.size;
  *type = object.type;
  return 0;
}

static int read_prefix(
  git_oid *name, void **data, size_t *size, git_object_t *type, git_odb_backend *backend, const git_oid *prefix,
  size_t length
) {
  const loose_reader *reader = (loose_reader *)backend;
  char digits[GIT_OID_HEXSZ + 1];
  git_oid_tostr(digits, sizeof digits, prefix);
  char path[reader->folder_length + 3];
  memcpy(path, reader->folder, reader->folder_length);
  memcpy(path + reader->folder_length, digits, 2);
  path[sizeof path - 1] = 0;

  DIR *folder = opendir(path);
  if (!folder)
    return GIT_PASSTHROUGH;
  int matches = 0;
  for (struct dirent *entry = readdir(folder); entry && matches < 2; entry = readdir(folder)) {
    if (strlen(entry->d_name) != GIT_OID_HEXSZ - 2 || strncmp(entry->d_name, digits + 2, length - 2) != 0)
      continue;
    memcpy(digits + 2, entry->d_name, GIT_OID_HEXSZ - 2);
    matches += git_oid_fromstr(name, digits) == 0;
  }
  closedir(folder);
  if (matches > 1)
    return GIT_EAMBIGUOUS;
  return matches == 1 ? read_object(data, size, type, backend, name) : GIT_PASSTHROUGH;
}

static void free_reader(git_odb_backend *backend) { free(backend); }

int fulcrum_git_read_loose_objects_safely(struct git_repository *repository) {
  git_odb *objects = NULL;
  git_buf folder = {0};
  int result = git_repository_odb(&objects, repository);
  if (result < 0)
    return result;
  result = git_repository_item_path(&folder, repository, GIT_REPOSITORY_ITEM_OBJECTS);
  if (result == 0) {
    loose_reader *reader = calloc(1, sizeof *reader + folder.size + 2);
    if (reader && git_odb_init_backend(&reader->parent, GIT_ODB_BACKEND_VERSION) == 0) {
      memcpy(reader->folder, folder.ptr, folder.size);
      reader->folder_length = folder.size;
      if (folder.size == 0 || folder.ptr[folder.size - 1] != '/')
        reader->folder[reader->folder_length++] = '/';
      reader->parent.read = read_object;
      reader->parent.read_prefix = read_prefix;
      reader->parent.read_header = read_header;
      reader->parent.free = free_reader;
      // libgit2's own readers have the priorities 1 and 2; the highest is asked first.
      result = git_odb_add_backend(objects, &reader->parent, 3);
    } else {
      result = damaged("there is no memory");
    }
    if (result < 0)
      free(reader);
  }
  git_buf_dispose(&folder);
  git_odb_free(objects);
  return result;
}
