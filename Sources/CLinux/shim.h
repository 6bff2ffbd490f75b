// The Linux calls that Swift's Glibc module leaves out. _GNU_SOURCE is not defined here: it would change fd_set and sockaddr
// arguments against Glibc's own module, so the calls behind it are declared by hand.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int descriptors[2], int flags);
