#include "CLibcurlShims.h"
