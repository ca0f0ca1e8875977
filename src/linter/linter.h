// What an outside linter is, whatever it is made of (TLS BR 4.3.1.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "lint/lint.h"
#include "net/deadline.h"
#include "policy/rule.h"

namespace chancery::linter {

enum class DocumentKind { certificate, crl, ocsp_response };

/// What is shown. Borrows the bytes.
struct Document {
  DocumentKind kind;
  /// Whose rules: for private trust those of the RFCs alone, as far as the linter can tell.
  policy::PolicySet set;
  BytesView der;
};

/// One fault that a linter saw: one line each, printable, bounded.
struct Finding {
  std::string linter;  ///< "zlint"
  std::string lint;    ///< the linter's own name for the rule
  lint::Severity severity;
  std::string citation;
  std::string detail;

  bool operator==(const Finding&) const = default;
};

/// Which linter answers.
struct Version {
  std::string linter;
  std::string version;
  std::optional<Seconds> released;  ///< nothing: nobody told

  bool operator==(const Version&) const = default;
};

/// Safe for many threads.
class Linter {
 public:
  virtual ~Linter() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;

  /// Every finding. What the linter cannot read is a finding of severity error. An error means that
  /// the document was NOT looked at: kLinterNotRunnable, kLinterDied, kLinterTimeout,
  /// kLinterMalformed, kLinterResting, those of net.
  [[nodiscard]] virtual Result<std::vector<Finding>> look(const Document& document,
                                                          net::Deadline deadline) = 0;

  /// Errors: as look().
  [[nodiscard]] virtual Result<Version> version(net::Deadline deadline) = 0;
};

}  // namespace chancery::linter
