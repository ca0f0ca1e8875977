#include "x509/crl_entry.h"

#include "der/time.h"
#include "x509/errors.h"
#include "x509/extension.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kHeader = 2;
constexpr std::size_t kReasonExtension = 12;
constexpr std::size_t kInvalidityDateExtension = 26;
constexpr std::size_t kUtcTime = 15;
constexpr std::size_t kGeneralizedTime = 17;

bool writes_reason(const CrlEntry& entry) {
  return entry.reason && *entry.reason != RevocationReason::unspecified;
}

bool has_extensions(const CrlEntry& entry) {
  return writes_reason(entry) || entry.invalidity_date;
}

Result<RevocationReason> read_reason(BytesView value) {
  der::Reader in(value);
  const auto reason = revocation_reason_from_code(TRY(in.enumerated()));
  TRY(in.expect_end());
  return reason ? Result<RevocationReason>(*reason)
                : fail(kCrlMalformed, "problem", "a reason code that is none");
}

Result<Seconds> read_invalidity_date(BytesView value) {
  der::Reader in(value);
  const Seconds date = TRY(in.generalized_time());
  TRY(in.expect_end());
  return date;
}

Result<void> read_extension(der::Reader& in, CrlEntry& out) {
  const ExtensionView extension = TRY(ExtensionView::read(in));
  if (extension.id == kReasonCode && !out.reason) {
    out.reason = TRY(read_reason(extension.value));
  } else if (extension.id == kInvalidityDate && !out.invalidity_date) {
    out.invalidity_date = TRY(read_invalidity_date(extension.value));
  } else if (extension.id == kReasonCode || extension.id == kInvalidityDate) {
    return fail(kExtensionDuplicate, "extension", extension.id.to_dotted());
  } else if (extension.critical) {
    return fail(kExtensionCriticalUnknown, "extension", extension.id.to_dotted());
  }
  return {};
}

}  // namespace

std::size_t CrlEntry::encoded_size() const {
  return kHeader + kHeader + serial.bytes().size() +
         (der::fits_utc_time(revoked_at) ? kUtcTime : kGeneralizedTime) +
         (has_extensions(*this) ? kHeader : 0) + (writes_reason(*this) ? kReasonExtension : 0) +
         (invalidity_date ? kInvalidityDateExtension : 0);
}

void CrlEntry::write(der::Writer& w) const {
  w.sequence([&] {
    w.primitive(der::Tag::integer, serial.bytes());
    w.time(revoked_at);
    if (!has_extensions(*this)) {
      return;
    }
    w.sequence([&] {
      if (writes_reason(*this)) {
        w.sequence([&] {
          w.oid(kReasonCode);
          w.octet_string([&] { w.enumerated(static_cast<std::int64_t>(*reason)); });
        });
      }
      if (invalidity_date) {
        w.sequence([&] {
          w.oid(kInvalidityDate);
          w.octet_string([&] { w.generalized_time(*invalidity_date); });
        });
      }
    });
  });
}

Result<CrlEntry> CrlEntry::read(der::Reader& in) {
  der::Reader fields = TRY(in.sequence());
  CrlEntry entry;
  entry.serial = TRY(Serial::from_content(TRY(fields.integer())));
  entry.revoked_at = TRY(fields.time());
  if (!fields.at_end()) {
    der::Reader extensions = TRY(fields.sequence());
    if (extensions.at_end()) {
      return fail(kCrlMalformed, "problem", "an entry with an empty list of extensions");
    }
    while (!extensions.at_end()) {
      TRY(read_extension(extensions, entry));
    }
  }
  TRY(fields.expect_end());
  return entry;
}

}  // namespace chancery::x509
