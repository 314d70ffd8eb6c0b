"""Builds a sandbox around itself out of nothing but kernel calls, then becomes the worker.

Runs under util-linux's `unshare` as the first process of new mount, process, network, ipc and uts
namespaces (and a user namespace where it is not root). Everything is done before anything of a
program is accepted: a root of read-only views of the named files, pivot_root onto it, private
temporary folders, no capabilities but those to change user and to kill. Any step that fails ends
it: there is no weaker way on.

Argument: JSON {files, executable, path, boot, keep, tmp_bytes, shm_bytes}. `keep` tells whether
the worker keeps the rights to change user (real root) or gives up all (user namespace).
"""

import ctypes
import json
import os
import platform
import stat
import sys

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH, CLONE_NEWUSER = 2, 0x10000000
ORDINARY_USER = 60_720
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
PR_SET_KEEPCAPS, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 8, 24, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITY_VERSION_3 = 0x20080522
CAP_KILL, CAP_SETGID, CAP_SETUID, LAST_POSSIBLE = 5, 6, 7, 63
DEVICES = ("null", "zero", "full", "random", "urandom")

libc = ctypes.CDLL(None, use_errno=True)


def checked(result, what):
    if result != 0:
        code = ctypes.get_errno()
        sys.exit("namespaces: %s: %s" % (what, os.strerror(code)))


def mount(source, target, kind, flags, options=None):
    encoded = [None if x is None else x.encode() for x in (source, target, kind, options)]
    result = libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])
    checked(result, "mount %s on %s" % (source, target))


def bind(source, target):
    """Shows a file or folder of the machine, read-only, at the same place in the new root."""
    if stat.S_ISDIR(os.stat(source).st_mode):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w"):
            pass
    mount(source, target, None, MS_BIND | MS_REC)
    # A read-only remount must not drop flags that the mount has already, so these are read first.
    kept = os.statvfs(target).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)
    flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | kept
    mount(None, target, None, flags)


def make_devices(root, shm_bytes):
    dev = root + "/dev"
    os.mkdir(dev)
    mount("tmpfs", dev, "tmpfs", MS_NOSUID, "size=64k,mode=755")
    for name in DEVICES:
        with open("%s/%s" % (dev, name), "w"):
            pass
        mount("/dev/" + name, "%s/%s" % (dev, name), None, MS_BIND)
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0")):
        os.symlink(target, "%s/%s" % (dev, name))
    for name, number in (("stdout", 1), ("stderr", 2)):
        os.symlink("/proc/self/fd/%d" % number, "%s/%s" % (dev, name))
    os.mkdir(dev + "/shm")
    options = "size=%d,nr_inodes=1k,mode=1777" % shm_bytes
    mount("tmpfs", dev + "/shm", "tmpfs", MS_NOSUID | MS_NODEV, options)
    mount(None, dev, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID)


def build_root(settings):
    # On a file system of this namespace's own: nothing of it is ever seen on the machine.
    mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    root = "/tmp/root"
    os.mkdir(root)
    mount(root, root, None, MS_BIND)
    for path in settings["files"]:
        bind(path, root + path)
    os.makedirs(root + "/proc", exist_ok=True)
    mount("proc", root + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    make_devices(root, settings["shm_bytes"])
    os.makedirs(root + "/tmp", exist_ok=True)
    options = "size=%d,nr_inodes=20k,mode=1777" % settings["tmp_bytes"]
    mount("tmpfs", root + "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options)
    os.mkdir(root + "/.machine")
    return root


def enter(root):
    os.chdir(root)
    number = PIVOT_ROOT[platform.machine()]
    checked(libc.syscall(number, b".", b".machine"), "pivot_root")
    os.chdir("/")
    checked(libc.umount2(b"/.machine", MNT_DETACH), "leave the machine's files")
    os.rmdir("/.machine")
    mount(None, "/", None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)


def become_ordinary_user():
    """Leaves the user namespace that built the root for one inside of it, in which nobody is root and
    which has no say over what was mounted."""
    checked(libc.unshare(CLONE_NEWUSER), "second user namespace")
    for name, text in (("setgroups", "deny"), ("uid_map", "%d 0 1"), ("gid_map", "%d 0 1")):
        with open("/proc/self/" + name, "w") as stream:
            stream.write(text % ORDINARY_USER if "%" in text else text)


class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class Data(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def give_up_rights(kept):
    mask = sum(1 << number for number in kept)
    for number in range(LAST_POSSIBLE + 1):
        if number not in kept:
            # Fails only for numbers that this kernel does not know.
            libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(number), 0, 0, 0)
    libc.prctl(PR_CAP_AMBIENT, ctypes.c_ulong(PR_CAP_AMBIENT_CLEAR_ALL), 0, 0, 0)
    data = (Data * 2)(Data(mask, mask, 0))
    checked(libc.capset(ctypes.byref(Header(CAPABILITY_VERSION_3, 0)), data), "capset")
    checked(libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), 0, 0, 0), "no new privileges")


def main():
    settings = json.loads(sys.argv[1])
    if os.getpid() != 1:
        sys.exit("namespaces: must be process 1 of its own namespace, found %d" % os.getpid())
    os.umask(0o022)
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    enter(build_root(settings))
    checked(libc.sethostname(b"sandbox", 7), "sethostname")
    if not settings["keep"]:
        become_ordinary_user()
    give_up_rights({CAP_KILL, CAP_SETGID, CAP_SETUID} if settings["keep"] else set())
    python = settings["executable"]
    arguments = [python, "-s", "-S", "-u", "-B", "-c", settings["boot"]]
    environment = {"PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "PATH": settings["path"]}
    os.execve(python, arguments, environment)


main()
