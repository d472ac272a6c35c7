using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace TuanHoc.Web.Portal;

/// <summary>An activity as search engines read it (schema.org Event).</summary>
static class EventJson
{
    // Letters as they are; what could end the script is escaped.
    static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static RenderFragment Of(Offer offer, string address) => builder => builder.AddMarkupContent(0, Write(offer, address));

    internal static string Write(Offer offer, string address)
    {
        var one = offer.One;
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Event",
            ["name"] = one.Title,
            ["startDate"] = Stamp(one.FromAt),
            ["eventStatus"] = one.IsCancelled ? "https://schema.org/EventCancelled" : "https://schema.org/EventScheduled",
            ["eventAttendanceMode"] = "https://schema.org/" + (one.IsOnline, one.IsOnSite) switch { (true, true) => "MixedEventAttendanceMode", (true, false) => "OnlineEventAttendanceMode", _ => "OfflineEventAttendanceMode" },
            ["isAccessibleForFree"] = one.Fee == 0,
            ["inLanguage"] = "vi",
            ["url"] = address,
            ["organizer"] = new JsonObject { ["@type"] = "Organization", ["name"] = one.UnitName },
        };
        if (one.ToAt is { } end) json["endDate"] = Stamp(end);
        if (offer.About is { } about) json["description"] = about;
        if (one.Seats is { } seats) json["maximumAttendeeCapacity"] = seats;
        if (offer.Places.Count > 0) json["location"] = new JsonArray([.. offer.Places.Select(Place)]);
        return json.ToJsonString(Options);
    }

    static JsonObject Place(Activities.ActivityPlace place)
    {
        if (place is { Link: { } link, Address: null }) return new() { ["@type"] = "VirtualLocation", ["name"] = place.Name, ["url"] = link };
        var json = new JsonObject { ["@type"] = "Place", ["name"] = place.Name, ["address"] = place.Address ?? place.Name };
        if (place is { Latitude: { } latitude, Longitude: { } longitude }) json["geo"] = new JsonObject { ["@type"] = "GeoCoordinates", ["latitude"] = latitude, ["longitude"] = longitude };
        return json;
    }

    static string Stamp(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Kit.Vn.Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
