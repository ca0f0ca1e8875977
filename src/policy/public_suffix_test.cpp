#include "policy/public_suffix.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "policy/current_suffixes.h"
#include "policy/errors.h"

namespace chancery::policy {
namespace {

const PublicSuffixList& debian() {
  static const auto list = PublicSuffixList::load().value();
  return *list;
}

constexpr const char* kDebianText = "/usr/share/publicsuffix/public_suffix_list.dat";
constexpr const char* kBegin = "// ===BEGIN ICANN DOMAINS===\n";
constexpr const char* kEnd = "// ===END ICANN DOMAINS===\n";

std::string whole(const std::string& rules) {
  return kBegin + rules + kEnd;
}

/// Debian's list as text, with `rules` added to its ICANN section.
std::string debian_text(const std::string& rules = "") {
  std::ifstream file(kDebianText);
  std::string text(std::istreambuf_iterator<char>(file), {});
  return text.insert(text.find(kEnd), rules);
}

std::string file_with(const std::string& name, const std::string& content) {
  const auto path = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(path) << content;
  return path;
}

SuffixListFile loaded(const std::string& text) {
  return load_suffix_list(file_with("psl_loaded", text)).value();
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
  const auto a = PublicSuffixList::load(file_with("psl_a", whole("com\n")));
  const auto b = PublicSuffixList::load(file_with("psl_b", whole("com\nkr\n")));
  EXPECT_NE((*a)->version(), (*b)->version());
  EXPECT_TRUE((*b)->is_public_suffix("kr"));
}

TEST(SuffixListFile, TheDateThatAListBearsGoesBeforeThatOfItsFile) {
  const auto list = loaded("// VERSION: 2026-11-02_08-34-53_UTC\n" + whole("com\n"));
  EXPECT_EQ(to_rfc3339(list.dated), "2026-11-02T00:00:00Z");
  EXPECT_THAT(list.list->version(), testing::StartsWith("2026-11-02 sha256:"));
  const auto undated = loaded("// VERSION: someday\n" + whole("com\n"));
  EXPECT_THAT(undated.list->version(),
              testing::StartsWith(to_rfc3339(undated.dated).substr(0, 10)));
  EXPECT_NE(undated.dated, list.dated);
}

TEST(SuffixListFile, TextAndDafsaSayTheSameAndMayFollowEachOther) {
  const auto text = loaded(debian_text());
  const auto dafsa = load_suffix_list(std::string(kDebianPublicSuffixList)).value();
  EXPECT_EQ(text.form, SuffixListForm::text);
  EXPECT_EQ(dafsa.form, SuffixListForm::dafsa);
  for (const char* name : {"co.uk", "anything.ck", "www.ck", "github.io", "xn--fiqs8s", "corp"}) {
    EXPECT_EQ(text.list->is_public_suffix(name), dafsa.list->is_public_suffix(name)) << name;
  }
  EXPECT_TRUE(check_successor(dafsa, text));
  EXPECT_TRUE(check_successor(text, dafsa));
}

TEST(SuffixListFile, AListThatWasCutIsNotTaken) {
  const auto cut = load_suffix_list(file_with("psl_cut", debian_text().substr(0, 100'000)));
  EXPECT_TRUE(!cut && cut.error().is(kPublicSuffixListUnreadable));
}

TEST(SuffixListFile, OneThatLostMostSuffixesMayNotFollow) {
  const auto old = loaded(debian_text());
  const auto dafsa = load_suffix_list(std::string(kDebianPublicSuffixList)).value();
  const auto refused = [](const SuffixListFile& before, const std::string& text) {
    const auto checked = check_successor(before, loaded(text));
    return !checked && checked.error().is(kPublicSuffixListImplausible);
  };
  EXPECT_TRUE(refused(old, whole("com\n")));
  EXPECT_TRUE(refused(dafsa, whole("com\n"))) << "whatever the form";
  std::string top_level = "com\nnet\norg\nedu\ngov\nmil\nint\ninfo\nbiz\n";
  for (char first = 'a'; first <= 'z'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      top_level += {first, second, '\n'};
    }
  }
  EXPECT_TRUE(refused(old, whole(top_level))) << "none of several labels";
  EXPECT_TRUE(check_successor(old, loaded(debian_text("newly.com\n"))));
}

TEST(CurrentSuffixes, ADecisionUnderWayKeepsItsListAndTheNextTakesTheFreshOne) {
  CurrentSuffixes current(loaded(debian_text()));
  const auto under_way = current.get();
  EXPECT_FALSE(*current.replace(loaded(debian_text()))) << "the same again";
  EXPECT_TRUE(*current.replace(loaded(debian_text("newly.com\n"))));
  EXPECT_FALSE(under_way->is_public_suffix("newly.com"));
  EXPECT_TRUE(current.get()->is_public_suffix("newly.com"));
}

TEST(CurrentSuffixes, AListThatIsNotTakenLeavesTheOldOne) {
  CurrentSuffixes current(loaded(debian_text()));
  const auto before = current.get();
  EXPECT_FALSE(current.replace(loaded(whole("com\n"))));
  EXPECT_EQ(current.get(), before);
}

TEST(PublicSuffixList, AMissingEmptyOrForeignFileIsNotTaken) {
  const auto refused = [](const std::string& path) {
    const auto list = PublicSuffixList::load(path);
    return !list && list.error().is(kPublicSuffixListUnreadable);
  };
  EXPECT_TRUE(refused("/nonexistent/list"));
  EXPECT_TRUE(refused(file_with("psl_empty", "")));
  EXPECT_TRUE(refused(file_with("psl_foreign", "this is no list\n")));
  EXPECT_TRUE(refused(file_with("psl_page", "<html><body>com</body></html>\n")));
  EXPECT_TRUE(refused(file_with("psl_without_com", whole("kr\n"))));
}

}  // namespace
}  // namespace chancery::policy
