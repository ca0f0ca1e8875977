#include "app/first_start.h"

#include "app/alone.h"
#include "ca/errors.h"
#include "store/setting_repository.h"

namespace chancery::app {
namespace {

constexpr std::string_view kDoneSetting = "first-start";
constexpr const char* kActor = "first-start";

struct HierarchyPlan {
  std::string_view purpose;
  const char* root_name;
  const char* root_subject;
  const char* sub_name;
  const char* sub_subject;
};

constexpr HierarchyPlan kPlans[] = {
    {ca::kTlsPurpose, "tls-root", "CN=Chancery Development TLS Root,O=Chancery Development,C=KR",
     "tls-sub", "CN=Chancery Development TLS CA 1,O=Chancery Development,C=KR"},
    {ca::kPrivatePurpose, "private-root", "CN=Chancery Private Root,O=Chancery Development,C=KR",
     "private-sub", "CN=Chancery Private CA 1,O=Chancery Development,C=KR"},
};

Result<ca::IssuerPtr> root_of(Installation& installation, const HierarchyPlan& plan) {
  if (auto known = installation.issuers.by_name(plan.root_name)) {
    return known;
  }
  auto subject = TRY(x509::DistinguishedName::from_text(plan.root_subject));
  return installation.hierarchy.create_root({.name = plan.root_name,
                                             .purpose = std::string(plan.purpose),
                                             .subject = std::move(subject),
                                             .key = crypto::kP384,
                                             .days = {},
                                             .actor = kActor});
}

Result<void> make_hierarchy(Installation& installation, const HierarchyPlan& plan) {
  const auto root = TRY(root_of(installation, plan));
  if (installation.issuers.by_name(plan.sub_name)) {
    return {};
  }
  auto subject = TRY(x509::DistinguishedName::from_text(plan.sub_subject));
  (void)TRY(installation.hierarchy.create_subordinate({.name = plan.sub_name,
                                                       .parent = root->record().id,
                                                       .subject = std::move(subject),
                                                       .key = crypto::kP256,
                                                       .days = {},
                                                       .crl_shards = 1,
                                                       .actor = kActor}));
  return {};
}

}  // namespace

Result<FirstStartReport> first_start(Installation& installation) {
  const auto done = TRY(installation.database->read([](store::Snapshot& snapshot) {
    return store::SettingRepository::get(snapshot, kDoneSetting);
  }));
  if (done) {
    return FirstStartReport{};
  }
  FirstStartReport report{.was_first = true,
                          .made_hierarchies = !founds_by_ceremony(installation.config),
                          .administrator_password = {}};
  if (report.made_hierarchies) {
    for (const auto& plan : kPlans) {
      TRY(make_hierarchy(installation, plan));
    }
  }
  (void)TRY(installation.publisher.publish_due());  // before a certificate names these lists
  report.administrator_password = TRY(installation.identity.sign_in.reset_administrator("admin"));
  TRY(installation.database->write([&](store::Transaction& tx) {
    return store::SettingRepository::set(tx, kDoneSetting, to_rfc3339(installation.clock.now()));
  }));
  return report;
}

}  // namespace chancery::app
