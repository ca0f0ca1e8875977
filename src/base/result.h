// Errors as values. An Error is an identity from a closed catalogue (each room lists its own in
// errors.h), typed parameters, and the place where it arose. Doors turn the identity into a
// response, in one file each; nobody else looks at text.
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery {

/// What kind of answer an error calls for. Doors map it to a status; retries look at it.
enum class ErrorClass {
  bad_input,     ///< the caller's bytes are malformed; sending them again cannot help
  rejected,      ///< well-formed, but a rule says no (policy, lint, CAA, profile)
  unauthorized,  ///< who are you?
  forbidden,     ///< we know you; you may not
  not_found,     ///< no such thing, or not yours to see
  conflict,      ///< clashes with what is there (duplicate, wrong state)
  too_large,     ///< a size, depth or count bound was hit
  too_many,      ///< a rate limit or quota was hit
  unavailable,   ///< a peer, token or database is not answering now; try again
  internal,      ///< our fault; state is known and consistent
  fatal,         ///< our fault; state is unknown: stop, restart, recover
};

/// One entry of a catalogue. Instances are `inline constexpr` and compared by address.
struct ErrorKind {
  std::string_view code;  ///< stable and public: lower_snake_case, unique over all rooms
  ErrorClass error_class;
  std::string_view sentence;  ///< for people: what happened and what to do, without secrets
};

/// Values seen, by name, fit for the caller's eyes: never a secret, never a path or an address
/// that the caller did not send.
using ErrorParameters = std::vector<std::pair<std::string, std::string>>;

class [[nodiscard]] Error {
 public:
  /// Values come as they were seen; what is not UTF-8 in them is replaced (see well_formed).
  explicit Error(const ErrorKind& kind, ErrorParameters parameters = {},
                 std::source_location where = std::source_location::current());

  [[nodiscard]] const ErrorKind& kind() const { return *kind_; }
  [[nodiscard]] std::string_view code() const { return kind_->code; }
  [[nodiscard]] ErrorClass error_class() const { return kind_->error_class; }
  [[nodiscard]] const ErrorParameters& parameters() const { return parameters_; }
  [[nodiscard]] const std::source_location& where() const { return where_; }

  [[nodiscard]] bool is(const ErrorKind& kind) const { return kind_ == &kind; }

  /// The value of a parameter, or "" when there is none of that name.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;

  /// Adds what is known one level up (for example the name that was being looked at).
  Error&& with(std::string name, std::string_view value) &&;

  /// Attaches what only the log may see (a path, an errno, a peer's raw words).
  Error&& log_only(std::string text) &&;
  [[nodiscard]] const std::string& log_text() const { return log_text_; }

  /// The sentence followed by the parameters: "... (seen: x; expected: y)". For callers.
  [[nodiscard]] std::string message() const;

  /// Code, message, log text and place, on one line. For logs only.
  [[nodiscard]] std::string log_line() const;

 private:
  const ErrorKind* kind_;
  ErrorParameters parameters_;
  std::string log_text_;
  std::source_location where_;
};

template <class T>
using Result = std::expected<T, Error>;

/// `return fail(kCsrMalformed, "field", "subject");`
[[nodiscard]] inline std::unexpected<Error> fail(
    const ErrorKind& kind, std::source_location where = std::source_location::current()) {
  return std::unexpected(Error(kind, {}, where));
}
[[nodiscard]] inline std::unexpected<Error> fail(
    const ErrorKind& kind, std::string name, std::string value,
    std::source_location where = std::source_location::current()) {
  return std::unexpected(Error(kind, {{std::move(name), std::move(value)}}, where));
}
[[nodiscard]] inline std::unexpected<Error> fail(
    const ErrorKind& kind, ErrorParameters parameters,
    std::source_location where = std::source_location::current()) {
  return std::unexpected(Error(kind, std::move(parameters), where));
}

/// Passes an error on: `if (!x) return pass(x);`
template <class T>
[[nodiscard]] std::unexpected<Error> pass(std::expected<T, Error>& result) {
  return std::unexpected(std::move(result).error());
}

}  // namespace chancery

// The name of the temporary is unique, so that a TRY inside of a TRY shadows nothing.
#define CHANCERY_TRY_JOIN(a, b) a##b
// NOLINTBEGIN(bugprone-macro-parentheses): `name` declares, so it cannot stand in parentheses
#define CHANCERY_TRY_NAMED(name, expression)             \
  ({                                                     \
    auto name = (expression);                            \
    if (!name) [[unlikely]] {                            \
      return ::std::unexpected(std::move(name).error()); \
    }                                                    \
    std::move(name).value();                             \
  })
// NOLINTEND(bugprone-macro-parentheses)
#define CHANCERY_TRY_COUNTED(count, expression) \
  CHANCERY_TRY_NAMED(CHANCERY_TRY_JOIN(try_result_, count), expression)

/// `auto csr = TRY(parse(bytes));` yields the value, or returns the error from this function. The
/// only macro of the house. Not usable in coroutines.
#define TRY(expression) CHANCERY_TRY_COUNTED(__COUNTER__, expression)
