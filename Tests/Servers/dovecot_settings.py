"""Dovecot's configuration, by variant."""

# Without this listener, failures do not slow down who comes next.
PATIENT = """unix_listener anvil-auth-penalty {
    mode = 0
  }"""

QUOTA = """mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=50M:messages=1000
}"""

SHARED = """mail_plugins = acl
protocol imap {
  mail_plugins = acl imap_acl
}
plugin {
  acl = vfile
  acl_shared_dict = file:/run/room/shared-mailboxes
}
namespace shared {
  type = shared
  separator = /
  prefix = users/%%u/
  location = maildir:/run/room/mail/%%u
  subscriptions = no
  list = children
}"""

# A database of passwords that gives the results that files cannot give.
JUDGED = {"expired": "PASS_EXPIRED", "disabled": "USER_DISABLED", "faulty": "INTERNAL_FAILURE"}
JUDGED_BY_LUA = f"""passdb {{
  driver = lua
  args = file=/run/room/judge.lua blocking=no
  username_filter = {" ".join(JUDGED)}
  result_internalfail = return-fail
}}"""
JUDGE = """
results = { %s }
function auth_password_verify(request, password)
  return results[request.user], { reason = "as the tests want it" }
end
function auth_passdb_lookup(request)
  return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN, {}
end
""" % ", ".join(f"{name} = dovecot.auth.PASSDB_RESULT_{result}" for name, result in JUDGED.items())

# Dovecot has a setting for the oldest version of TLS only.
OLD = """
openssl_conf = defaults
[defaults]
ssl_conf = protocols
[protocols]
system_default = old
[old]
MaxProtocol = TLSv1.1
"""


def settings(variant, ports):
    """`dovecot.conf` of a variant."""
    strict, tuned, shared, old = (variant == name for name in ("strict", "tuned", "shared", "old"))
    return f"""
protocols = imap
# From 127.0.0.1 to 127.0.0.2 a client is a stranger: LOGINDISABLED until TLS. From 127.0.0.1 to itself it is not.
listen = 127.0.0.1, 127.0.0.2
base_dir = /run/room/run
state_dir = /run/room/run
log_path = /run/room/server.log
default_internal_user = imap
default_internal_group = imap
default_login_user = imap
mail_fsync = never
mail_location = maildir:/run/room/mail/%u
mail_home = /run/room/home/%u
mail_uid = imap
mail_gid = imap
first_valid_uid = 1

auth_mechanisms = plain login
auth_master_user_separator = *
{"" if strict else "auth_username_chars ="}
auth_failure_delay = {"2 secs" if strict else "0"}
auth_verbose = yes
login_log_format_elements = user=<%u> by=<%{{auth_user}}> method=%m rip=%r %c session=<%{{session}}>
passdb {{
  driver = passwd-file
  args = /run/room/masters
  master = yes
  # The target must be an account, too.
  result_success = continue
}}
{"" if tuned else JUDGED_BY_LUA}
passdb {{
  driver = passwd-file
  args = username_format=%u /run/room/passwords
}}
userdb {{
  driver = passwd-file
  args = username_format=%u /run/room/users
  default_fields = uid=imap gid=imap
}}

ssl = {"required" if strict else "yes"}
ssl_cert = </run/room/certificates/server.crt
ssl_key = </run/room/certificates/server.key
ssl_min_protocol = {"TLSv1" if old else "TLSv1.2"}
{"ssl_cipher_list = ALL:@SECLEVEL=0" if old else ""}

mail_max_userip_connections = {3 if strict else 0}
default_process_limit = 1000
default_client_limit = 8000
service imap-login {{
  chroot =
  service_count = 0
  client_limit = 4000
  process_limit = 4
  process_min_avail = {2 if tuned else 1}
  inet_listener imap {{
    port = {ports["imap"]}
  }}
  inet_listener imaps {{
    port = {ports["imaps"]}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 1000
  process_min_avail = {2 if tuned else 0}
  service_count = 1000
  client_limit = {50 if tuned else 1}
}}
service anvil {{
  chroot =
  {"" if strict else PATIENT}
}}
service stats {{
  chroot =
}}

{SHARED if shared else QUOTA}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""
