// Extensions of certificates, CRLs, OCSP messages and requests (RFC 5280 section 4.2).
#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "der/reader.h"
#include "der/writer.h"
#include "x509/oids.h"

namespace chancery::x509 {

/// `value` is what stands inside the OCTET STRING.
struct Extension {
  Oid id;
  bool critical = false;
  Bytes value;

  void write(der::Writer& out) const;
  bool operator==(const Extension&) const = default;
};

/// An extension that is looked at and not kept; `value` lives as long as what the Reader walks
/// over.
struct ExtensionView {
  Oid id;
  bool critical = false;
  BytesView value;

  /// One Extension; `critical FALSE` must not be written out (X.690 section 11.5).
  /// Errors: kExtensionMalformed, those of der.
  [[nodiscard]] static Result<ExtensionView> read(der::Reader& in);
};

/// Extensions in their order; no two of the same type.
class Extensions final {
 public:
  /// More than this many are refused as kTooLarge.
  static constexpr std::size_t kMaxCount = 100;

  Extensions() = default;

  /// From the DER of SEQUENCE OF Extension with one member at least. That values are DER is NOT
  /// checked.
  /// Errors: kExtensionDuplicate, kExtensionMalformed, kTooLarge, those of der.
  [[nodiscard]] static Result<Extensions> parse(BytesView der);

  /// Errors: kExtensionDuplicate.
  [[nodiscard]] static Result<Extensions> make(std::vector<Extension> list);

  /// nullptr when there is none. Lives as long as this object.
  [[nodiscard]] const Extension* find(const Oid& id) const;

  /// SEQUENCE OF Extension; nothing at all when there are none.
  void write(der::Writer& out) const;

  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] auto begin() const { return list_.begin(); }
  [[nodiscard]] auto end() const { return list_.end(); }

  bool operator==(const Extensions&) const = default;

 private:
  std::vector<Extension> list_;
};

/// id-pkix-ocsp-nocheck with the value 05 00 exactly (RFC 6960 section 4.2.2.2.1; BR 7.1.2.8.5).
[[nodiscard]] Extension ocsp_no_check_extension();

}  // namespace chancery::x509
