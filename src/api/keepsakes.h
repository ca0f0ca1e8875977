// The operations on drafts, saved views and imported certificates (NC-x7).
#pragma once

#include "api/call.h"
#include "ra/imports.h"
#include "ra/keepsakes.h"

namespace chancery::api {

/// Safe for many threads.
class Keepsakes final {
 public:
  /// Everything is borrowed.
  struct Uses {
    ra::Drafts& drafts;
    ra::SavedViews& views;
    ra::Imports& imports;
    const Clock& clock;
  };
  explicit Keepsakes(const Uses& uses) : uses_(uses) {}

  [[nodiscard]] Result<http::Response> list_drafts(const Call& call) const;
  [[nodiscard]] Result<http::Response> add_draft(const Call& call) const;
  [[nodiscard]] Result<http::Response> get_draft(const Call& call) const;
  [[nodiscard]] Result<http::Response> replace_draft(const Call& call) const;
  [[nodiscard]] Result<http::Response> delete_draft(const Call& call) const;

  [[nodiscard]] Result<http::Response> list_views(const Call& call) const;
  [[nodiscard]] Result<http::Response> save_view(const Call& call) const;
  [[nodiscard]] Result<http::Response> delete_view(const Call& call) const;

  [[nodiscard]] Result<http::Response> import(const Call& call) const;
  [[nodiscard]] Result<http::Response> list_imported(const Call& call) const;
  [[nodiscard]] Result<http::Response> get_imported(const Call& call) const;
  [[nodiscard]] Result<http::Response> delete_imported(const Call& call) const;

 private:
  Uses uses_;
};

}  // namespace chancery::api
