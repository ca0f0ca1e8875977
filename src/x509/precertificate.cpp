#include "x509/precertificate.h"

#include <algorithm>

#include "der/reader.h"
#include "der/writer.h"
#include "x509/errors.h"
#include "x509/tbs_certificate.h"

namespace chancery::x509 {
namespace {

constexpr std::array<std::uint8_t, 2> kNull = {0x05, 0x00};

struct Piece {
  ExtensionView extension;
  BytesView tlv;
};

/// A TBSCertificate cut at its extensions. Views of what was cut.
struct Cut {
  BytesView fields;  ///< everything before [3]
  std::vector<Piece> extensions;

  [[nodiscard]] const Piece* find(const Oid& id) const {
    const auto at =
        std::ranges::find(extensions, id, [](const Piece& p) { return p.extension.id; });
    return at == extensions.end() ? nullptr : &*at;
  }
};

/// The element that `in` begins with, measured by what is left behind it.
Result<Piece> read_piece(der::Reader& in) {
  const BytesView before = in.rest();
  Piece piece;
  piece.extension = TRY(ExtensionView::read(in));
  piece.tlv = before.first(before.size() - in.rest().size());
  return piece;
}

Result<std::vector<Piece>> read_extensions(der::Reader in) {
  der::Reader list = TRY(in.sequence());
  TRY(in.expect_end());
  std::vector<Piece> pieces;
  pieces.reserve(12);
  while (!list.at_end()) {
    if (pieces.size() == Extensions::kMaxCount) {
      return fail(kTooLarge, "extensions", "more than 100");
    }
    pieces.push_back(TRY(read_piece(list)));
  }
  return pieces;
}

Result<Cut> cut(BytesView tbs_der) {
  if (tbs_der.size() > TbsCertificate::kMaxSize) {
    return fail(kTooLarge, "bytes", std::to_string(tbs_der.size()));
  }
  der::Reader outer(tbs_der);
  der::Reader in = TRY(outer.sequence());
  TRY(outer.expect_end());
  const BytesView content = in.rest();
  while (!in.at_end() && !in.next_is(der::context(3))) {
    (void)TRY(in.read_any());
  }
  Cut parts{content.first(content.size() - in.rest().size()), {}};
  if (auto extensions = TRY(in.optional_context(3))) {
    parts.extensions = TRY(read_extensions(*extensions));
    TRY(in.expect_end());
  }
  return parts;
}

bool is_of_transparency(const Piece& piece) {
  return piece.extension.id == kPrecertificatePoison || piece.extension.id == kSctList;
}

/// Puts together what `cut` took apart, but for what transparency adds, and `more` behind it.
Bytes join(const Cut& parts, bool with_transparency, const Extension* more) {
  der::Writer w(1536);
  w.sequence([&] {
    w.raw(parts.fields);
    const auto stays = [&](const Piece& p) { return with_transparency || !is_of_transparency(p); };
    if (more == nullptr && std::ranges::none_of(parts.extensions, stays)) {
      return;
    }
    w.context(3, [&] {
      w.sequence([&] {
        for (const Piece& piece : parts.extensions) {
          if (stays(piece)) {
            w.raw(piece.tlv);
          }
        }
        if (more != nullptr) {
          more->write(w);
        }
      });
    });
  });
  return w.take();
}

std::unexpected<Error> differs(std::string problem) {
  return fail(kPrecertificateDiffers, "problem", std::move(problem));
}

/// Steps through both lists at once, leaving out what transparency adds to one of them.
bool same_beside_transparency(const std::vector<Piece>& a, const std::vector<Piece>& b) {
  auto left = a.begin();
  auto right = b.begin();
  for (;;) {
    left = std::find_if_not(left, a.end(), is_of_transparency);
    right = std::find_if_not(right, b.end(), is_of_transparency);
    if (left == a.end() || right == b.end()) {
      return left == a.end() && right == b.end();
    }
    if (!equal(left->tlv, right->tlv)) {
      return false;
    }
    ++left;
    ++right;
  }
}

}  // namespace

Extension precertificate_poison_extension() {
  return {kPrecertificatePoison, true, Bytes(kNull.begin(), kNull.end())};
}

Result<Bytes> with_extension(BytesView tbs_der, const Extension& extension) {
  const Cut parts = TRY(cut(tbs_der));
  if (parts.find(extension.id) != nullptr) {
    return fail(kExtensionDuplicate, "extension", extension.id.to_dotted());
  }
  return join(parts, true, &extension);
}

Result<Bytes> logged_tbs(BytesView tbs_der) {
  return join(TRY(cut(tbs_der)), false, nullptr);
}

Result<void> check_correspondence(BytesView precertificate_tbs_der, BytesView certificate_tbs_der) {
  const Cut announced = TRY(cut(precertificate_tbs_der));
  const Cut final_one = TRY(cut(certificate_tbs_der));
  const Piece* const poison = announced.find(kPrecertificatePoison);
  const Piece* const scts = final_one.find(kSctList);
  if (poison == nullptr || !poison->extension.critical || !equal(poison->extension.value, kNull) ||
      announced.find(kSctList) != nullptr) {
    return differs("the precertificate has no proper poison, or a SCT list");
  }
  if (scts == nullptr || scts->extension.critical ||
      final_one.find(kPrecertificatePoison) != nullptr) {
    return differs("the certificate has no proper SCT list, or the poison");
  }
  if (!equal(announced.fields, final_one.fields)) {
    return differs("a field is not the same");
  }
  if (announced.extensions.size() != final_one.extensions.size() ||
      !same_beside_transparency(announced.extensions, final_one.extensions)) {
    return differs("the extensions are not the same");
  }
  return {};
}

}  // namespace chancery::x509
