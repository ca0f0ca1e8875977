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

inline constexpr ErrorKind kLintFaults{"lint_faults", ErrorClass::rejected,
                                       "The lints found errors in these certificates"};

inline constexpr ErrorKind kMailFromNeeded{
    "mail_from_needed", ErrorClass::bad_input,
    "With mail.smtp, mail.from must be the e-mail address that mails come from"};

}  // namespace chancery::app
