// A Public Suffix List as a file: how old it is, how much it holds, and whether it may take the
// place of another one (TLS BR 3.2.2.6; NT-28).
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "policy/public_suffix.h"

namespace chancery::policy {

enum class SuffixListForm { text, dafsa };

struct SuffixListFile {
  std::shared_ptr<const PublicSuffixList> list;  ///< never null
  /// The day that the list bears ("// VERSION: 2026-11-02_..."), else that of its file.
  Time dated{};
  SuffixListForm form = SuffixListForm::text;
  /// To be compared with lists of the same form: the rules of the ICANN section of a text, the
  /// bytes of a DAFSA.
  std::size_t extent = 0;
};

/// Errors: those of PublicSuffixList::load; also kPublicSuffixListUnreadable for a text without the
/// marks at both ends of its ICANN section, which was cut or is something else.
[[nodiscard]] Result<SuffixListFile> load_suffix_list(const std::string& path);

/// Whether `fresh` may follow `old`: it still knows nearly all top-level domains of two letters and
/// the old generic ones that `old` knows, and is not much shorter where both have the same form. A
/// list that lost most of its suffixes would let wildcards through; single suffixes that are gone
/// are NOT noticed, for registries do that. Errors: kPublicSuffixListImplausible.
[[nodiscard]] Result<void> check_successor(const SuffixListFile& old, const SuffixListFile& fresh);

}  // namespace chancery::policy
