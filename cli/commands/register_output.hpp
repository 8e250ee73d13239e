// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/register.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// What `dcr register` came to.
enum class PromotionStatus { registered, would_register, incompatible, already_registered };

struct PromotionAnswer {
  const check::Promotion* promotion = nullptr;
  PromotionStatus status = PromotionStatus::registered;
  std::optional<ObjectId> commit{};  ///< that was made
  std::vector<std::string> tags{};   ///< short names, made or to be made, for each subject in order
};

/// The answer as JSON: at its top the contract that decides.
[[nodiscard]] std::string to_json(const PromotionAnswer& answer);

/// One line for each contract that was, or would be, registered.
[[nodiscard]] std::string to_text(const PromotionAnswer& answer);

/// The message of a commit whose author gave none.
[[nodiscard]] std::string commit_message(const check::Promotion& promotion);

/// "users.daily_active 1.1.0".
[[nodiscard]] std::string name_and_version(const check::PromotedContract& contract);

/// The contracts the commit is for.
[[nodiscard]] std::vector<const check::PromotedContract*> subjects(
    const check::Promotion& promotion);

}  // namespace dcr::cli
