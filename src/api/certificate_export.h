// A list of certificates as a file of any length.
#pragma once

#include <memory>

#include "api/certificate_query.h"
#include "base/executor.h"
#include "base/under_way.h"
#include "http/body_source.h"
#include "store/database.h"

namespace chancery::api {

enum class ExportFormat { csv, json };

/// Borrowed.
struct ExportUses {
  store::Database& database;
  const Clock& clock;
  Executor& executor;
  UnderWay& under_way;  ///< pages that are being read
};

/// Reads a page whenever the client has taken the one before. Pages are of different moments: what
/// is issued meanwhile may be in it or not, but nothing stands in it twice. When the store fails in
/// the middle, the connection breaks off.
[[nodiscard]] std::shared_ptr<http::BodySource> certificate_export(const ExportUses& uses,
                                                                   CertificateQuery query,
                                                                   ExportFormat format);

/// One field of CSV (RFC 4180), always in quotes. Text that a spreadsheet would take for a formula
/// (it begins with = + - @, tab or carriage return) gets an apostrophe before it.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace chancery::api
