// The Linux calls that Swift's Glibc module leaves out. _GNU_SOURCE is not defined here: it would change fd_set and sockaddr
// arguments against Glibc's own module, so the calls behind it are declared by hand.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int descriptors[2], int flags);

// The epoll_event union's 64-bit member, and the event masks, as plain numbers: the importer gives the enum's raw type only.
static const unsigned int SFAT_EPOLLIN = EPOLLIN;
static const unsigned int SFAT_EPOLLOUT = EPOLLOUT;
static const unsigned int SFAT_EPOLLERR = EPOLLERR;
static const unsigned int SFAT_EPOLLHUP = EPOLLHUP;
// Seconds of unacknowledged data after which the kernel gives a connection up (netinet/tcp.h is not in every Glibc module map).
static const int SFAT_TCP_USER_TIMEOUT = 18;
