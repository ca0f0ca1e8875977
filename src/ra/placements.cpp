#include "ra/placements.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"
#include "base/secret.h"
#include "crypto/errors.h"
#include "crypto/private_key.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/certificate_repository.h"
#include "store/imported_certificate_repository.h"
#include "store/placement_repository.h"

namespace chancery::ra {

namespace {

using model::AccountId;
using model::Placement;
using store::PlacementRepository;
using store::SealedKeyRepository;
using store::Snapshot;
using store::Transaction;
namespace json = boost::json;

Result<void> check_place(std::string_view place) {
  const bool is_good = std::ranges::all_of(place, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._:").contains(c);
  });
  return is_good && !place.empty() && place.size() <= Placements::kLongestPlace
             ? Result<void>()
             : fail(kPlaceMalformed, "seen", std::string(place));
}

Result<model::CertificateFacts> own(Snapshot& snapshot, AccountId account,
                                    model::CertificateId id) {
  auto found = TRY(store::CertificateRepository::by_id(snapshot, id));
  if (!found || found->owner != account) {
    return fail(kCertificateNotFound, "certificate", to_text(id));
  }
  return *std::move(found);
}

Result<void> check_target(Snapshot& snapshot, const Placement& wish) {
  if (!wish.certificate.empty()) {
    (void)TRY(own(snapshot, wish.account, wish.certificate));
    return {};
  }
  if (wish.hosts_key) {
    return fail(kPlacementKeyOfImported);
  }
  const auto imported =
      TRY(store::ImportedCertificateRepository::find(snapshot, wish.account, wish.imported));
  return imported ? Result<void>() : fail(kImportNotFound);
}

Result<KeyRegistration> registration_of(Snapshot& snapshot,
                                        const model::CertificateFacts& certificate, bool needed) {
  if (TRY(SealedKeyRepository::find(snapshot, certificate.owner, certificate.spki_hash))) {
    return KeyRegistration::registered;
  }
  return needed ? KeyRegistration::required : KeyRegistration::not_needed;
}

Result<PlacementView> view_of(Snapshot& snapshot, Placement placement) {
  PlacementView view{std::move(placement)};
  if (!view.placement.certificate.empty()) {
    const auto certificate = TRY(own(snapshot, view.placement.account, view.placement.certificate));
    view.key = TRY(registration_of(snapshot, certificate, view.placement.hosts_key));
  }
  return view;
}

std::string subject_of(std::string_view place) {
  return "placement:" + std::string(place);
}

std::string details_of(const Placement& placement) {
  json::object details{{"account", to_text(placement.account)}, {"hosts_key", placement.hosts_key}};
  if (!placement.certificate.empty()) {
    details["certificate"] = to_text(placement.certificate);
  } else {
    details["import"] = to_text(placement.imported);
  }
  return json::serialize(details);
}

bool is_same(const Placement& a, const Placement& b) {
  return a.certificate == b.certificate && a.imported == b.imported && a.hosts_key == b.hosts_key;
}

void wipe_text(std::string& text) {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

/// Whether `block` is PKCS#8 under a password. Errors: kSealedKeyOpen, kSealedKeyMalformed.
Result<void> check_sealed(std::string_view label, std::string_view block) {
  const auto opened = crypto::PrivateKey::from_pem(block);
  if (opened) {
    return fail(kSealedKeyOpen);
  }
  const bool is_sealed =
      label == "ENCRYPTED PRIVATE KEY" && opened.error().is(crypto::kPassphraseWrong);
  return is_sealed ? Result<void>() : fail(kSealedKeyMalformed);
}

/// One block of PKCS#8 under a password, without what may stand around it. Copies of what is
/// refused, an open key for one, are wiped.
Result<std::string> sealed_in(std::string_view pem) {
  if (pem.size() > Placements::kLongestSealedKey) {
    return fail(kSealedKeyTooLong, "seen", std::to_string(pem.size()) + " bytes");
  }
  auto blocks = parse_pem(pem);
  if (!blocks) {
    return fail(kSealedKeyMalformed);
  }
  std::vector<Secret> contents;
  for (PemBlock& each : *blocks) {
    contents.emplace_back(std::move(each.der));
  }
  if (contents.size() != 1) {
    return fail(kSealedKeyMalformed);
  }
  const std::string& label = blocks->front().label;
  std::string block = to_pem(label, contents.front().reveal());
  if (auto checked = check_sealed(label, block); !checked) {
    wipe_text(block);
    return pass(checked);
  }
  return block;
}

}  // namespace

std::string_view to_text(KeyRegistration registration) {
  static constexpr std::array<std::string_view, 3> kTexts = {"not_needed", "required",
                                                             "registered"};
  return kTexts.at(static_cast<std::size_t>(registration));
}

Result<PlacementView> Placements::put(Placement wish, std::string_view actor) {
  TRY(check_place(wish.place));
  wish.since = office_.now();
  PlacementView view;
  TRY(office_.database().write([&](Transaction& tx) -> Result<void> {
    TRY(check_target(tx, wish));
    const auto before = TRY(PlacementRepository::find(tx, wish.account, wish.place));
    const bool is_news = !before || !is_same(*before, wish);
    view = TRY(view_of(tx, is_news ? wish : *before));
    if (!is_news) {
      return {};
    }
    if (!TRY(PlacementRepository::put(tx, wish))) {
      return fail(kPlacementsTooMany);
    }
    return office_.record(tx, "placement.set", actor, subject_of(wish.place), audit::Outcome::done,
                          details_of(wish));
  }));
  return view;
}

Result<void> Placements::remove(AccountId account, std::string_view place, std::string_view actor) {
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    const auto found = TRY(PlacementRepository::find(tx, account, place));
    if (!found || !TRY(PlacementRepository::remove(tx, account, place))) {
      return fail(kPlacementNotFound);
    }
    return office_.record(tx, "placement.removed", actor, subject_of(place), audit::Outcome::done,
                          details_of(*found));
  });
}

Result<PlacementView> Placements::get(AccountId account, std::string_view place) {
  return office_.database().read([&](Snapshot& snapshot) -> Result<PlacementView> {
    auto found = TRY(PlacementRepository::find(snapshot, account, place));
    return found ? view_of(snapshot, *std::move(found)) : fail(kPlacementNotFound);
  });
}

Result<std::vector<PlacementView>> Placements::list(AccountId account, std::string_view after,
                                                    int limit) {
  using Views = std::vector<PlacementView>;
  return office_.database().read([&](Snapshot& snapshot) -> Result<Views> {
    Views views;
    for (auto& placement : TRY(PlacementRepository::list(snapshot, account, after, limit))) {
      views.push_back(TRY(view_of(snapshot, std::move(placement))));
    }
    return views;
  });
}

Result<KeyRegistration> Placements::key_registration_of(
    Snapshot& snapshot, const model::CertificateFacts& certificate) {
  const bool needed = TRY(PlacementRepository::hosts_key(snapshot, certificate.id));
  return registration_of(snapshot, certificate, needed);
}

Result<bool> Placements::is_keyless(Snapshot& snapshot,
                                    const model::CertificateFacts& certificate) {
  return TRY(PlacementRepository::hosts_key(snapshot, certificate.id)) &&
         TRY(registration_of(snapshot, certificate, true)) == KeyRegistration::required;
}

Result<void> Placements::keep_key(AccountId account, model::CertificateId certificate,
                                  std::string_view pem, std::string_view actor) {
  const std::string sealed = TRY(sealed_in(pem));
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    const auto facts = TRY(own(tx, account, certificate));
    TRY(SealedKeyRepository::put(tx, {account, facts.spki_hash, sealed, office_.now()}));
    return office_.record(tx, "sealed_key.kept", actor, "certificate:" + to_text(certificate),
                          audit::Outcome::done, "{}");
  });
}

Result<model::SealedKey> Placements::key_of(AccountId account, model::CertificateId certificate) {
  return office_.database().read([&](Snapshot& snapshot) -> Result<model::SealedKey> {
    const auto facts = TRY(own(snapshot, account, certificate));
    auto found = TRY(SealedKeyRepository::find(snapshot, account, facts.spki_hash));
    return found ? Result<model::SealedKey>(*std::move(found)) : fail(kSealedKeyNotFound);
  });
}

Result<void> Placements::drop_key(AccountId account, model::CertificateId certificate,
                                  std::string_view actor) {
  return office_.database().write([&](Transaction& tx) -> Result<void> {
    const auto facts = TRY(own(tx, account, certificate));
    if (!TRY(SealedKeyRepository::remove(tx, account, facts.spki_hash))) {
      return fail(kSealedKeyNotFound);
    }
    return office_.record(tx, "sealed_key.dropped", actor, "certificate:" + to_text(certificate),
                          audit::Outcome::done, "{}");
  });
}

}  // namespace chancery::ra
