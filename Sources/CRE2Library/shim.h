#pragma once
/* RE2 is C++: only CRE2 includes it, and this map is here for its link and pkg-config flags. */
