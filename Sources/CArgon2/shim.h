// argon2: password hashing.
#include <argon2.h>
