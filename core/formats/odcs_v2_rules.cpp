// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_rules.hpp"

#include <array>

namespace dcr::formats {

namespace {

constexpr bool must = true;

constexpr std::string_view definitions = "[{authoritative definition}]";

constexpr auto rules = std::to_array<OdcsRule>({
    // What the reader tells of when it is missing is not asked for here: version, uuid, status.
    {"contract", "version", "text"},
    {"contract", "kind", "|DataContract|", must},
    {"contract", "apiVersion", "api version"},
    {"contract", "uuid", "text"},
    {"contract", "datasetKind", "text"},
    {"contract", "userConsumptionMode", "text"},
    {"contract", "type", "text", must},
    {"contract", "tenant", "text"},
    {"contract", "tags", "[text]"},
    {"contract", "status", "text"},
    {"contract", "sourceSystem", "text"},
    {"contract", "sourcePlatform", "text"},
    {"contract", "server", "text"},
    {"contract", "quantumName", "text", must},
    {"contract", "productSlackChannel", "text"},
    {"contract", "productFeedbackUrl", "text"},
    {"contract", "productDl", "text"},
    {"contract", "username", "text"},
    {"contract", "password", "text"},
    {"contract", "driverVersion", "text"},
    {"contract", "driver", "text"},
    {"contract", "description", "{description}"},
    {"contract", "project", "text"},
    {"contract", "datasetName", "text", must},
    {"contract", "datasetDomain", "text"},
    {"contract", "database", "text"},
    {"contract", "dataset", "[{table}]", must},
    {"contract", "price", "{price}"},
    {"contract", "stakeholders", "[{stakeholder}]"},
    {"contract", "roles", "[{role}]"},
    {"contract", "slaDefaultColumn", "text"},
    {"contract", "slaProperties", "[{service level}]"},

    {"description", "usage", "text"},
    {"description", "purpose", "text"},
    {"description", "limitations", "text"},

    // Nor are the names of tables and columns.
    {"table", "table", "text"},
    {"table", "physicalName", "text"},
    {"table", "priorTableName", "text"},
    {"table", "description", "text"},
    {"table", "authoritativeDefinitions", definitions},
    {"table", "dataGranularity", "text"},
    {"table", "columns", "[{column}]"},
    {"table", "quality", "[{quality rule}]"},

    {"column", "column", "text"},
    {"column", "isPrimaryKey", "boolean"},
    {"column", "primaryKeyPosition", "integer"},
    {"column", "businessName", "text"},
    {"column", "logicalType", "text", must},
    {"column", "physicalType", "text", must},
    {"column", "description", "text"},
    {"column", "isNullable", "boolean"},
    {"column", "isUnique", "boolean"},
    {"column", "partitionStatus", "boolean"},
    {"column", "partitionKeyPosition", "integer"},
    {"column", "clusterStatus", "boolean"},
    {"column", "clusterKeyPosition", "integer"},
    {"column", "classification", "text"},
    {"column", "authoritativeDefinitions", definitions},
    {"column", "encryptedColumnName", "text"},
    {"column", "transformSourceTables", "[text]"},
    {"column", "transformLogic", "text"},
    {"column", "transformDescription", "text"},
    {"column", "sampleValues", "[text]"},
    {"column", "criticalDataElementStatus", "boolean"},
    {"column", "tags", "[text]"},

    {"quality rule", "code", "text"},
    {"quality rule", "templateName", "text", must},
    {"quality rule", "description", "text"},
    {"quality rule", "toolName", "text", must},
    {"quality rule", "toolRuleName", "text"},
    {"quality rule", "dimension", "text"},
    {"quality rule", "columns", "text"},
    {"quality rule", "column", "text"},
    {"quality rule", "type", "text"},
    {"quality rule", "severity", "text"},
    {"quality rule", "businessImpact", "text"},
    {"quality rule", "scheduleCronExpression", "text"},
    {"quality rule", "customProperties", "[{custom property}]"},

    {"authoritative definition", "url", "text", must},
    {"authoritative definition", "type", "text", must},

    {"custom property", "property", "text"},
    {"custom property", "value", "any"},

    {"price", "priceAmount", "number"},
    {"price", "priceCurrency", "text"},
    {"price", "priceUnit", "text"},

    {"stakeholder", "username", "text"},
    {"stakeholder", "role", "text"},
    {"stakeholder", "dateIn", "text"},
    {"stakeholder", "dateOut", "text"},
    {"stakeholder", "replacedByUsername", "text"},

    {"role", "role", "text", must},
    {"role", "access", "text", must},
    {"role", "firstLevelApprovers", "text"},
    {"role", "secondLevelApprovers", "text"},

    {"service level", "property", "text", must},
    {"service level", "value", "text or number", must},
    {"service level", "valueExt", "text or number"},
    {"service level", "unit", "text"},
    {"service level", "column", "text"},
    {"service level", "driver", "text"},
});

}  // namespace

std::span<const OdcsRule> odcs_v2_rules() { return rules; }

}  // namespace dcr::formats
