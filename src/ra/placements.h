// Where certificates are in use, and the sealed keys that hosted services need there (NC-x1, NC-x3,
// NC-x7). The register is the platform's: it says what it put where, and reads what it is to put
// there after a renewal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/issued_certificate.h"
#include "model/placement.h"
#include "ra/scope.h"

namespace chancery::store {
class Snapshot;
}

namespace chancery::ra {

class Office;

/// NC-x1: a certificate of somebody's own CSR at a hosted service needs its key there too.
enum class KeyRegistration {
  not_needed,
  required,  ///< "Normal - private key registration required"
  registered
};

/// "not_needed", "required" or "registered".
[[nodiscard]] std::string_view to_text(KeyRegistration registration);

struct PlacementView {
  model::Placement placement;
  KeyRegistration key = KeyRegistration::not_needed;
};

/// Of an account: an enterprise's, or all staff's together (the empty one). What belongs to another
/// account answers as if it were not there. Safe for many threads.
class Placements final {
 public:
  static constexpr std::size_t kLongestPlace = 128;
  static constexpr std::size_t kLongestSealedKey = 16 * 1024;

  explicit Placements(Office& office) : office_(office) {}

  /// Says that this certificate is in use there from now on; whatever was there before is not any
  /// more. The same again changes nothing.
  /// Errors: kPlaceMalformed, kPlacementsTooMany, kCertificateNotFound, kImportNotFound;
  /// kPlacementKeyOfImported (we keep no key for certificates of other CAs).
  [[nodiscard]] Result<PlacementView> put(model::Placement wish, std::string_view actor);
  /// Errors: kPlacementNotFound.
  [[nodiscard]] Result<void> remove(model::AccountId account, std::string_view place,
                                    std::string_view actor);
  [[nodiscard]] Result<PlacementView> get(model::AccountId account, std::string_view place);
  /// Behind `after`, by name.
  [[nodiscard]] Result<std::vector<PlacementView>> list(model::AccountId account,
                                                        std::string_view after, int limit);

  /// What a certificate's page says about it.
  [[nodiscard]] static Result<KeyRegistration> key_registration_of(
      store::Snapshot& snapshot, const model::CertificateFacts& certificate);

  /// The same for a row of a list: whether the key is required. Mostly one look into an index.
  [[nodiscard]] static Result<bool> is_keyless(store::Snapshot& snapshot,
                                               const model::CertificateFacts& certificate);

  /// Keeps the key of an account's certificate, for every certificate with this key; takes the
  /// place of the one before. That it is this certificate's key is NOT checked: nobody here can
  /// open it. Errors: kCertificateNotFound, kSealedKeyTooLong, kSealedKeyOpen for one that is not
  /// sealed (it is dropped at once), kSealedKeyMalformed.
  [[nodiscard]] Result<void> keep_key(model::AccountId account, model::CertificateId certificate,
                                      std::string_view pem, std::string_view actor);
  /// Errors: kCertificateNotFound, kSealedKeyNotFound.
  [[nodiscard]] Result<model::SealedKey> key_of(model::AccountId account,
                                                model::CertificateId certificate);
  [[nodiscard]] Result<void> drop_key(model::AccountId account, model::CertificateId certificate,
                                      std::string_view actor);

 private:
  Office& office_;
};

}  // namespace chancery::ra
