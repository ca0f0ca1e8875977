// The error catalogue of `app`.
#pragma once

#include "base/result.h"

namespace chancery::app {

inline constexpr ErrorKind kDataDirectoryUnusable{
    "data_directory_unusable", ErrorClass::unavailable,
    "The data directory cannot be made or used; it must belong to this user, with mode 0700"};
inline constexpr ErrorKind kDataDirectoryLocked{
    "data_directory_locked", ErrorClass::conflict,
    "Another chancery process is working on this data directory; stop it first"};
inline constexpr ErrorKind kFileUnreadable{"file_unreadable", ErrorClass::bad_input,
                                           "This file cannot be read"};
inline constexpr ErrorKind kFileFailed{"file_failed", ErrorClass::unavailable,
                                       "A file of the data directory could not be written"};
inline constexpr ErrorKind kResolverMalformed{
    "resolver_malformed", ErrorClass::bad_input,
    "va.resolver must be ADDRESS or ADDRESS:PORT, for example 192.0.2.53 or [2001:db8::53]:5353"};
inline constexpr ErrorKind kArgumentMalformed{"argument_malformed", ErrorClass::bad_input,
                                              "An argument of this command cannot be used"};
inline constexpr ErrorKind kNothingFound{"nothing_found", ErrorClass::not_found,
                                         "Nothing was found"};

inline constexpr ErrorKind kLinterProgramMissing{
    "linter_program_missing", ErrorClass::bad_input,
    "linter.zlint must name a program that can be run; `./dev build` makes "
    "build/zlint/zlint-sidecar "
    "when there is a go command"};
inline constexpr ErrorKind kLinterDateMalformed{
    "linter_date_malformed", ErrorClass::bad_input,
    "linter.pkimetal_released must be a date such as 2026-08-21"};

inline constexpr ErrorKind kSuffixUrlOpen{
    "suffix_url_open", ErrorClass::bad_input,
    "policy.public_suffix_url must begin with https://, or name a server of this very machine "
    "(localhost): who changes the list on its way decides which wildcards are certified"};
inline constexpr ErrorKind kSuffixListRefused{
    "suffix_list_refused", ErrorClass::unavailable,
    "The server of policy.public_suffix_url does not hand out a list; redirects are not followed"};
inline constexpr ErrorKind kSuffixListOlder{
    "suffix_list_older", ErrorClass::unavailable,
    "The Public Suffix List that was fetched is older than the one in use, which stays"};

inline constexpr ErrorKind kLintFaults{"lint_faults", ErrorClass::rejected,
                                       "The lints found errors in these certificates"};

inline constexpr ErrorKind kCeremonyRequired{
    "ceremony_required", ErrorClass::rejected,
    "This takes several people: hold a ceremony (docs/ceremony.md). [ceremony] required = "
    "\"never\" lets one person do it, on record (NT-63, NT-106)"};
inline constexpr ErrorKind kActivationNotConfigured{
    "activation_not_configured", ErrorClass::rejected,
    "Several people hold the keys only where keys.activation_file is configured"};
inline constexpr ErrorKind kShareInTheWay{
    "share_in_the_way", ErrorClass::conflict,
    "A medium holds the share of another ceremony, and nothing was written over it: bring an empty "
    "one"};
inline constexpr ErrorKind kBackupMalformed{"backup_malformed", ErrorClass::bad_input,
                                            "This is not a backup of a CA key"};
inline constexpr ErrorKind kCeremonyStopped{
    "ceremony_stopped", ErrorClass::rejected,
    "The ceremony was stopped before this step; the same command goes on with it"};
inline constexpr ErrorKind kPassphraseShort{"passphrase_short", ErrorClass::bad_input,
                                            "A passphrase here has 12 octets at least"};
inline constexpr ErrorKind kPassphrasesDiffer{"passphrases_differ", ErrorClass::bad_input,
                                              "The two passphrases are not the same"};
inline constexpr ErrorKind kNoTerminal{
    "no_terminal", ErrorClass::bad_input,
    "There is no terminal to ask for a passphrase: name a file or a descriptor instead"};
inline constexpr ErrorKind kTokenUnhealthy{
    "token_unhealthy", ErrorClass::rejected,
    "Something is wrong with the token; the report says what, and what to do"};
inline constexpr ErrorKind kTokenNotConfigured{
    "token_not_configured", ErrorClass::bad_input,
    "The configuration names no token: set keys.backend = \"pkcs11\", keys.module and keys.token"};

inline constexpr ErrorKind kNoLogList{"no_ct_log_list", ErrorClass::not_found,
                                      "No CT log list is configured: name the file in ct.log_list"};
inline constexpr ErrorKind kNotForLogs{
    "not_for_logs", ErrorClass::rejected,
    "CT logs are for hierarchies of public TLS trust; this CA belongs to another one"};
inline constexpr ErrorKind kMailFromNeeded{
    "mail_from_needed", ErrorClass::bad_input,
    "With mail.smtp, mail.from must be the e-mail address that mails come from"};

}  // namespace chancery::app
