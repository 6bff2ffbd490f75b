/* Lets one call on the database's files fail as a broken disk would: loaded before the C library, told what to do through a small
 * file that the test maps too.
 *
 *     cc -shared -fPIC -O1 -o failing_calls.so failing_calls.c -ldl
 *     LD_PRELOAD=./failing_calls.so FAULT_PLAN=plan forum-server …
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { NONE, WRITE, SYNC, READ };

/* `countdown` calls of `kind` from now one fails; `hits` counts those that did. */
static struct plan { int32_t kind, countdown, hits; } *plan;

__attribute__((constructor)) static void map_plan(void) {
  const char *path = getenv("FAULT_PLAN");
  int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *place = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (place != MAP_FAILED) plan = place;
  close(file);
}

static int fails(enum kind kind, int file) {
  if (!plan || __atomic_load_n(&plan->kind, __ATOMIC_ACQUIRE) != (int32_t)kind) return 0;
  char link[40], path[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (!strstr(path, "/forum.sqlite")) return 0;
  if (__atomic_sub_fetch(&plan->countdown, 1, __ATOMIC_ACQ_REL) != 0) return 0;
  __atomic_store_n(&plan->kind, NONE, __ATOMIC_RELEASE);
  __atomic_add_fetch(&plan->hits, 1, __ATOMIC_ACQ_REL);
  errno = EIO;
  return 1;
}

#define REAL(result, name, ...) \
  static result (*real)(__VA_ARGS__); \
  if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return fails(WRITE, file) ? -1 : real(file, bytes, count);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  return fails(WRITE, file) ? -1 : real(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return fails(WRITE, file) ? -1 : real(file, bytes, count, at);
}
ssize_t read(int file, void *bytes, size_t count) {
  REAL(ssize_t, "read", int, void *, size_t);
  return fails(READ, file) ? -1 : real(file, bytes, count);
}
ssize_t pread(int file, void *bytes, size_t count, off_t at) {
  REAL(ssize_t, "pread", int, void *, size_t, off_t);
  return fails(READ, file) ? -1 : real(file, bytes, count, at);
}
ssize_t pread64(int file, void *bytes, size_t count, off64_t at) {
  REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
  return fails(READ, file) ? -1 : real(file, bytes, count, at);
}
int fsync(int file) {
  REAL(int, "fsync", int);
  return fails(SYNC, file) ? -1 : real(file);
}
int fdatasync(int file) {
  REAL(int, "fdatasync", int);
  return fails(SYNC, file) ? -1 : real(file);
}
