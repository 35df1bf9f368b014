#include <microhttpd.h>
#include <stdint.h>
#include <sys/socket.h>

// MHD_start_daemon, MHD_get_connection_info and MHD_set_response_options are variadic: Swift cannot call them.

struct photostead_daemon_options {
    unsigned int flags;
    int listen_socket;
    unsigned int pool_threads;
    unsigned int connection_limit;
    unsigned int per_address_limit;
    unsigned int timeout_seconds;
    size_t header_memory;
    void *context;
    MHD_AcceptPolicyCallback accept;
    MHD_AccessHandlerCallback access;
    MHD_RequestCompletedCallback completed;
    MHD_NotifyConnectionCallback connection;
    void *(*uri)(void *, const char *, struct MHD_Connection *);
    size_t (*unescape)(void *, struct MHD_Connection *, char *);
};

static inline struct MHD_Daemon *photostead_start_daemon(const struct photostead_daemon_options *o) {
    struct MHD_OptionItem items[] = {
        {MHD_OPTION_LISTEN_SOCKET, o->listen_socket, NULL},
        {MHD_OPTION_THREAD_POOL_SIZE, o->pool_threads, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, o->connection_limit, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->per_address_limit, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, o->timeout_seconds, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)o->header_memory, NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)o->completed, o->context},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)o->connection, o->context},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)o->uri, o->context},
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)o->unescape, o->context},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(o->flags, 0, o->accept, o->context, o->access, o->context, MHD_OPTION_ARRAY, items,
                            MHD_OPTION_END);
}

// The socket of a connection, or -1.
static inline int photostead_connection_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

// What NOTIFY_CONNECTION stored for the socket, or NULL.
static inline void *photostead_connection_record(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

// The address of the client, owned by the connection.
static inline const struct sockaddr *photostead_connection_peer(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

// Bytes of the request line, the headers and the empty line, counted from the method.
static inline size_t photostead_header_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

// The end of such an answer is the end of the connection; it is never chunked.
static inline void photostead_end_by_closing(struct MHD_Response *response) {
    MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
}
