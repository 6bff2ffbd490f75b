// zlib: permessage-deflate and gzip.
#include <zlib.h>

// deflateInit2 and inflateInit2 are macros that pass the library's version and struct size; Swift does not import them.
static inline int sfat_deflate_init(z_streamp stream, int level, int windowBits, int memLevel) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, Z_DEFAULT_STRATEGY);
}
static inline int sfat_inflate_init(z_streamp stream, int windowBits) { return inflateInit2(stream, windowBits); }
