// Certificates of other CAs, brought here to be watched (NC-x7).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "model/imported_certificate.h"
#include "ra/scope.h"

namespace chancery::ra {

class Office;

struct ImportRequest {
  model::AccountId account;  ///< empty: staff's
  std::string name;          ///< ""; then the first name in the certificate, or its subject
  std::string certificate_pem;
  std::string chain_pem;        ///< may be empty
  Secret private_key_pem = {};  ///< may be empty; compared, and not kept
  std::string actor;
};

/// Safe for many threads.
class Imports final {
 public:
  static constexpr std::size_t kLongestChain = 8;

  explicit Imports(Office& office) : office_(office) {}

  /// Each cause of a refusal has an error of its own: the kImport* kinds, in the order of the
  /// fields. An expired certificate is taken: there is something to see.
  [[nodiscard]] Result<model::ImportedCertificate> add(const ImportRequest& request);
  /// Errors: kImportNotFound.
  [[nodiscard]] Result<model::ImportedCertificate> get(model::AccountId account,
                                                       model::ImportedCertificateId id);
  /// Errors: also kImportInUse with "place".
  [[nodiscard]] Result<void> remove(model::AccountId account, model::ImportedCertificateId id,
                                    std::string_view actor);
  [[nodiscard]] Result<std::vector<model::ImportedCertificate>> list(
      model::AccountId account, model::ImportedCertificateId before, int limit);

 private:
  Office& office_;
};

}  // namespace chancery::ra
