#define _GNU_SOURCE
#include "processes.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { most_sources = 16, most_descriptors = 253 };

static int limit(int resource, uint64_t value) {
    struct rlimit both = {value, value};
    return value == 0 || setrlimit(resource, &both) == 0 ? 0 : errno;
}

/// The last thing before descriptors are closed: afterwards nothing outside the rules can be opened.
static int confine(const struct photostead_launch *launch, int rules) {
    int code = limit(RLIMIT_AS, launch->memory);
    if (code == 0) code = limit(RLIMIT_FSIZE, launch->file_size);
    if (code == 0) code = limit(RLIMIT_NOFILE, launch->descriptors);
    if (code != 0 || (launch->rules < 0 && launch->memory == 0)) return code;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return rules < 0 || syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : errno;
}

/// Runs in the child, on the parent's memory: async-signal-safe calls only.
static int prepare_and_execute(const struct photostead_launch *launch, pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    if (getppid() != parent) _exit(127);
    if (setpgid(0, 0) != 0) return errno;
    for (int number = 1; number < NSIG; number++) {
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    }
    int rules = launch->rules < 0 ? -1 : fcntl(launch->rules, F_DUPFD_CLOEXEC, 100);
    int moved[most_sources];
    for (size_t i = 0; i < launch->source_count; i++) {
        if (launch->sources[i] < 0) {
            int null = open("/dev/null", O_RDWR | O_CLOEXEC);
            moved[i] = null < 0 ? -1 : fcntl(null, F_DUPFD_CLOEXEC, 100);
        } else {
            moved[i] = fcntl(launch->sources[i], F_DUPFD_CLOEXEC, 100);
        }
        if (moved[i] < 0) return errno;
    }
    for (size_t i = 0; i < launch->source_count; i++) {
        if (dup2(moved[i], (int)i) < 0) return errno;
    }
    int code = confine(launch, rules);
    if (code != 0) return code;
    if (syscall(SYS_close_range, (unsigned)launch->source_count, ~0U, 0U) != 0) return errno;
    if (launch->directory != NULL && chdir(launch->directory) != 0) return errno;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(launch->executable, launch->arguments, launch->environment);
    return errno;
}

int photostead_launch(const struct photostead_launch *launch, pid_t *process) {
    if (launch->source_count > most_sources) return EINVAL;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    volatile int code = 0;
    pid_t parent = getpid();
    pid_t child = vfork();
    if (child == 0) {
        code = prepare_and_execute(launch, parent);
        _exit(127);
    }
    if (child < 0) code = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (code != 0 && child > 0) waitpid(child, NULL, 0);
    *process = child;
    return code;
}

int photostead_open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0U); }

ssize_t photostead_send(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count) {
    union {
        char room[CMSG_SPACE(sizeof(int) * most_descriptors)];
        struct cmsghdr aligned;
    } control;
    struct iovec piece = {(void *)bytes, count};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
    if (descriptor_count > most_descriptors) {
        errno = EMSGSIZE;
        return -1;
    }
    if (descriptor_count > 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.room;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptor_count);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * descriptor_count);
        memcpy(CMSG_DATA(header), descriptors, sizeof(int) * descriptor_count);
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

ssize_t photostead_receive(int socket, void *bytes, size_t capacity, int *descriptors, size_t *descriptor_count) {
    union {
        char room[CMSG_SPACE(sizeof(int) * most_descriptors)];
        struct cmsghdr aligned;
    } control;
    struct iovec piece = {bytes, capacity};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    size_t room = *descriptor_count, found = 0;
    *descriptor_count = 0;
    ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (received < 0) return -1;
    int refused = (message.msg_flags & MSG_CTRUNC) != 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
            if (found < room) {
                descriptors[found++] = descriptor;
            } else {
                refused = 1;
                close(descriptor);
            }
        }
    }
    if (refused) {
        for (size_t i = 0; i < found; i++) close(descriptors[i]);
        errno = EMSGSIZE;
        return -1;
    }
    *descriptor_count = found;
    return received;
}

int photostead_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0 ? 0 : errno;
}

int photostead_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

int photostead_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

int photostead_exit_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
