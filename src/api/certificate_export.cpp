#include "api/certificate_export.h"

#include "api/certificate_json.h"
#include "base/encoding.h"
#include "store/revocation_repository.h"

namespace chancery::api {

namespace {

constexpr int kPage = 500;
constexpr std::string_view kHeader =
    "\"id\",\"serial\",\"names\",\"status\",\"not_before\",\"not_after\",\"issued_at\","
    "\"profile\",\"issuer_id\",\"owner_id\",\"revoked_at\",\"reason\"\r\n";

std::string names_text(const model::CertificateFacts& facts) {
  std::string text;
  for (const auto& name : facts.names) {
    text += text.empty() ? "" : " ";
    text += name.value;
  }
  return text;
}

void append_row(std::string& out, const model::CertificateFacts& facts,
                const std::optional<model::Revocation>& revocation, Time now) {
  const bool is_revoked = revocation.has_value();
  const std::string fields[] = {
      to_text(facts.id),
      facts.serial.hex(),
      names_text(facts),
      std::string(certificate_status(facts, is_revoked, now)),
      to_rfc3339(facts.not_before),
      to_rfc3339(facts.not_after),
      to_rfc3339(time_of_id(facts.id.value())),
      facts.profile,
      to_text(facts.issuer),
      facts.owner.empty() ? std::string() : to_text(facts.owner),
      is_revoked ? to_rfc3339(revocation->revoked_at) : std::string(),
      is_revoked ? std::string(x509::to_text(revocation->reason)) : std::string()};
  for (const auto& field : fields) {
    out += &field == fields ? "" : ",";
    append_csv_field(out, field);
  }
  out += "\r\n";
}

class Export final : public http::BodySource, public std::enable_shared_from_this<Export> {
 public:
  Export(const ExportUses& uses, CertificateQuery query, ExportFormat format)
      : uses_(uses), query_(std::move(query)), format_(format) {}

  void next(Take take) override {
    uses_.executor.post([ticket = uses_.under_way.begin(), self = shared_from_this(),
                         take = std::move(take)]() mutable { take(self->make_piece()); });
  }

 private:
  /// Empty at the end. A page can be empty and not the last.
  Result<std::string> make_piece() {
    std::string piece;
    while (piece.empty() && !is_over_) {
      piece =
          TRY(uses_.database.read([&](store::Snapshot& snapshot) { return read_page(snapshot); }));
    }
    return piece;
  }

  Result<std::string> read_page(store::Snapshot& snapshot) {
    const Time now = uses_.clock.now();
    const bool is_csv = format_ == ExportFormat::csv;
    const auto page = TRY(page_of(snapshot, query_, now, kPage, cursor_));
    std::string piece(!cursor_.empty() ? "" : is_csv ? kHeader : "[");
    for (const auto& facts : page.certificates) {
      const auto revocation =
          TRY(store::RevocationRepository::find(snapshot, facts.issuer, facts.serial));
      if (is_csv) {
        append_row(piece, facts, revocation, now);
      } else {
        piece += has_rows_ ? ",\n" : "\n";
        append_certificate(piece, facts, revocation, now, nullptr);
      }
      has_rows_ = true;
    }
    cursor_ = page.next;
    is_over_ = cursor_.empty();
    piece += is_over_ && !is_csv ? "]\n" : "";
    return piece;
  }

  ExportUses uses_;
  CertificateQuery query_;
  ExportFormat format_;
  std::string cursor_;
  bool has_rows_ = false;
  bool is_over_ = false;
};

}  // namespace

void append_csv_field(std::string& out, std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  out += '"';
  if (!text.empty() && kFormula.find(text.front()) != kFormula.npos) {
    out += '\'';
  }
  for (const char c : text) {
    out += c;
    if (c == '"') {
      out += c;
    }
  }
  out += '"';
}

std::shared_ptr<http::BodySource> certificate_export(const ExportUses& uses, CertificateQuery query,
                                                     ExportFormat format) {
  return std::make_shared<Export>(uses, std::move(query), format);
}

}  // namespace chancery::api
