#include "policy/public_suffix.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/errors.h"

namespace chancery::policy {
namespace {

const PublicSuffixList& debian() {
  static const auto list = PublicSuffixList::load().value();
  return *list;
}

std::string file_with(const std::string& name, const std::string& content) {
  const auto path = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(path) << content;
  return path;
}

TEST(PublicSuffixList, KnowsSuffixesOfSeveralLabels) {
  EXPECT_TRUE(debian().is_public_suffix("com"));
  EXPECT_TRUE(debian().is_public_suffix("co.kr"));
  EXPECT_TRUE(debian().is_public_suffix("anything.ck")) << "*.ck";
  EXPECT_FALSE(debian().is_public_suffix("www.ck")) << "!www.ck";
  EXPECT_TRUE(debian().is_public_suffix("xn--fiqs8s"));
  EXPECT_FALSE(debian().is_public_suffix("example.com"));
}

TEST(PublicSuffixList, ThePrivateSectionDoesNotCount) {
  EXPECT_FALSE(debian().is_public_suffix("github.io"));
}

TEST(PublicSuffixList, AnUnknownTopLevelDomainIsNoSuffix) {
  EXPECT_FALSE(debian().is_public_suffix("corp"));
  EXPECT_FALSE(debian().has_known_tld("www.corp"));
  EXPECT_TRUE(debian().has_known_tld("www.example.ck"));
  EXPECT_TRUE(debian().has_known_tld("de"));
}

TEST(PublicSuffixList, BaseDomainIsOneLabelMoreThanTheSuffix) {
  EXPECT_EQ(debian().base_domain("a.b.example.co.uk"), "example.co.uk");
  EXPECT_EQ(debian().base_domain("example.com"), "example.com");
  EXPECT_EQ(debian().base_domain("a.user.github.io"), "github.io");
  EXPECT_EQ(debian().base_domain("a.b.c.ck"), "b.c.ck");
  EXPECT_EQ(debian().base_domain("x.www.ck"), "www.ck");
  EXPECT_EQ(debian().base_domain("co.uk"), "");
  EXPECT_EQ(debian().base_domain("www.corp"), "");
}

TEST(PublicSuffixList, VersionNamesDateAndContent) {
  EXPECT_THAT(debian().version(), testing::StartsWith("20"));
  EXPECT_NE(debian().version().find(" sha256:"), std::string::npos);
  const auto a = PublicSuffixList::load(file_with("psl_a", "// ===BEGIN ICANN DOMAINS===\ncom\n"));
  const auto b =
      PublicSuffixList::load(file_with("psl_b", "// ===BEGIN ICANN DOMAINS===\ncom\nkr\n"));
  EXPECT_NE((*a)->version(), (*b)->version());
  EXPECT_TRUE((*b)->is_public_suffix("kr"));
}

TEST(PublicSuffixList, AMissingEmptyOrForeignFileIsNotTaken) {
  const auto refused = [](const std::string& path) {
    const auto list = PublicSuffixList::load(path);
    return !list && list.error().is(kPublicSuffixListUnreadable);
  };
  EXPECT_TRUE(refused("/nonexistent/list"));
  EXPECT_TRUE(refused(file_with("psl_empty", "")));
  EXPECT_TRUE(refused(file_with("psl_foreign", "this is no list\n")));
}

}  // namespace
}  // namespace chancery::policy
