/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libgit2's archive needs of libraries that dcr does not link when libgit2 is static: SSH and
 * Kerberos. dcr opens no connection through libgit2, so each of these fails, but for the start of
 * libssh2, without which libgit2 does not start. Debian has no archive of Kerberos, and that of
 * libssh2 needs OpenSSL.
 */

/*
 * Put in place by the linker (--wrap). What it stands for starts mbedTLS: it reads every certificate
 * authority of the machine and gathers entropy, for connections that are never opened.
 */
int __wrap_git_mbedtls_stream_global_init(void);
int __wrap_git_mbedtls_stream_global_init(void) { return 0; }

int libssh2_init(int flags);
int libssh2_init(int flags) {
  (void)flags;
  return 0;
}

void* GSS_C_NT_HOSTBASED_SERVICE;

#define FAILS(name) \
  int name(void);   \
  int name(void) { return -1; }

FAILS(gss_delete_sec_context)
FAILS(gss_display_status)
FAILS(gss_import_name)
FAILS(gss_indicate_mechs)
FAILS(gss_init_sec_context)
FAILS(gss_release_buffer)
FAILS(gss_release_name)
FAILS(gss_release_oid_set)
FAILS(libssh2_agent_connect)
FAILS(libssh2_agent_disconnect)
FAILS(libssh2_agent_free)
FAILS(libssh2_agent_get_identity)
FAILS(libssh2_agent_init)
FAILS(libssh2_agent_list_identities)
FAILS(libssh2_agent_userauth)
FAILS(libssh2_channel_close)
FAILS(libssh2_channel_free)
FAILS(libssh2_channel_open_ex)
FAILS(libssh2_channel_process_startup)
FAILS(libssh2_channel_read_ex)
FAILS(libssh2_channel_set_blocking)
FAILS(libssh2_channel_write_ex)
FAILS(libssh2_exit)
FAILS(libssh2_hostkey_hash)
FAILS(libssh2_knownhost_checkp)
FAILS(libssh2_knownhost_free)
FAILS(libssh2_knownhost_init)
FAILS(libssh2_knownhost_readfile)
FAILS(libssh2_session_abstract)
FAILS(libssh2_session_disconnect_ex)
FAILS(libssh2_session_free)
FAILS(libssh2_session_handshake)
FAILS(libssh2_session_hostkey)
FAILS(libssh2_session_init_ex)
FAILS(libssh2_session_last_error)
FAILS(libssh2_session_method_pref)
FAILS(libssh2_session_set_blocking)
FAILS(libssh2_userauth_authenticated)
FAILS(libssh2_userauth_keyboard_interactive_ex)
FAILS(libssh2_userauth_list)
FAILS(libssh2_userauth_password_ex)
FAILS(libssh2_userauth_publickey)
FAILS(libssh2_userauth_publickey_fromfile_ex)
FAILS(libssh2_userauth_publickey_frommemory)
