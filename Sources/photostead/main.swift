import Glibc

signal(SIGPIPE, SIG_IGN)
Interrupts.block()
exit(Program.run(Array(CommandLine.arguments.dropFirst())))
