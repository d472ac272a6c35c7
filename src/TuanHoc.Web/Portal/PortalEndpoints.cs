using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Portal;

/// <summary>The question as it stands in an address, and of which year; what cannot be read is not asked.</summary>
public sealed record WantedAsked
{
    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "place")] public string? Place { get; init; }
    [FromQuery(Name = "day")] public string? Day { get; init; }
    [FromQuery(Name = "kind")] public string? Kind { get; init; }
    [FromQuery(Name = "for")] public string? For { get; init; }
    [FromQuery(Name = "age")] public string? Age { get; init; }
    [FromQuery(Name = "free")] public string? Free { get; init; }
    [FromQuery(Name = "online")] public string? Online { get; init; }
    [FromQuery(Name = "seats")] public string? Seats { get; init; }
    [FromQuery(Name = "near")] public string? Near { get; init; }
    [FromQuery(Name = "page")] public string? Page { get; init; }
    [FromQuery(Name = "year")] public string? Year { get; init; }

    const int LongestWords = 200;

    public Wanted Wanted => new()
    {
        Q = Q?.Trim().Cut(LongestWords),
        Year = OfYear,
        Place = long.TryParse(Place, CultureInfo.InvariantCulture, out var place) ? place : null,
        Day = Day,
        Kind = Kind,
        For = For,
        Age = int.TryParse(Age, CultureInfo.InvariantCulture, out var age) ? age : null,
        Free = Free,
        Online = Online,
        Seats = Seats,
        Near = Near,
        Page = int.TryParse(Page, CultureInfo.InvariantCulture, out var page) ? page : null,
    };

    public int? OfYear => PortalEndpoints.OfYear(Year);
}

/// <summary>The pages of the portal.</summary>
static class PortalEndpoints
{
    const int Nearest = 6;

    // Points that a telephone still draws.
    const int MostOnMap = 2000;

    public static async Task<IResult> Home(AppDb db, Catalogues catalogues, LiveTotals live, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.CurrentEditionAsync(cancel) is not { } edition) return PageResults.Page<NoWeekView>(new { });
        var (catalogue, now) = (await catalogues.OfAsync(edition.Id, cancel), clock.GetUtcNow());
        return PageResults.Page<PortalHome>(new
        {
            Edition = edition,
            Next = catalogue.Search(new(), edition, now, Nearest),
            Held = catalogue.Standing.Where(one => one.IsOver(now)).Reverse().Take(Nearest).ToList(),
            Offered = catalogue.Standing.Count(),
            Communes = catalogue.Standing.Select(one => one.CommuneId).Where(id => id is not null).Distinct().Count(),
            Nation = await NationFigures.OfAsync(live, edition, now, cancel),
            Now = now,
        });
    }

    public static async Task<IResult> Find([AsParameters] WantedAsked asked, AppDb db, Catalogues catalogues, FullActivities full, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return PageResults.Page<NoWeekView>(new { });
        var (catalogue, wanted, now) = (await catalogues.OfAsync(edition.Id, cancel), await db.WantedAsync(asked.Wanted, edition, full, cancel), clock.GetUtcNow());
        return PageResults.Page<PortalList>(new
        {
            Edition = edition,
            Wanted = wanted,
            Found = catalogue.Search(wanted, edition, now),
            Place = wanted.Place is { } place ? await db.PlaceNameAsync(place, edition.LastDay, cancel) : null,
            Now = now,
        });
    }

    public static async Task<IResult> Map([AsParameters] WantedAsked asked, HttpContext http, AppDb db, Catalogues catalogues, FullActivities full, IConfiguration settings, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return PageResults.Page<NoWeekView>(new { });
        var (catalogue, wanted, now) = (await catalogues.OfAsync(edition.Id, cancel), await db.WantedAsync(asked.Wanted, edition, full, cancel), clock.GetUtcNow());
        var all = catalogue.Answers(wanted, now).ToList();
        var points = all.Where(one => one.Latitude is not null);
        if (wanted.Point is { } near) points = points.OrderBy(one => one.KilometresTo(near));
        // Tiles are pictures from another place: this page alone may show them.
        if (Uri.TryCreate(settings["Map:Tiles"]?.Replace("{s}.", "", StringComparison.Ordinal), UriKind.Absolute, out var tiles) && tiles.Scheme is "http" or "https")
            http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString().Replace("img-src 'self' data:", $"img-src 'self' data: {tiles.Scheme}://{tiles.Authority} {tiles.Scheme}://*.{tiles.Authority}", StringComparison.Ordinal);
        return PageResults.Page<PortalMap>(new { Wanted = wanted, Points = points.Take(MostOnMap).ToList(), all.Count, Now = now });
    }

    /// <summary>The list by days: a month, or a week of it, in the same question.</summary>
    public static async Task<IResult> Calendar([AsParameters] WantedAsked asked, AppDb db, Catalogues catalogues, FullActivities full, TimeProvider clock, CancellationToken cancel, string? month = null, string? week = null)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return PageResults.Page<NoWeekView>(new { });
        var (catalogue, wanted, today) = (await catalogues.OfAsync(edition.Id, cancel), (await db.WantedAsync(asked.Wanted, edition, full, cancel)) with { Page = null, Near = null }, ActivityTime.DayOf(clock.GetUtcNow()));
        var sheet = CalendarSheet.Asked(month, week, edition, today);
        return PageResults.Page<PortalCalendar>(new
        {
            Wanted = wanted with { Day = null },
            Sheet = sheet,
            Days = catalogue.Days(wanted, sheet.From, sheet.Until, sheet.IsWeek ? CalendarSheet.MostInWeek : CalendarSheet.MostInMonth),
            Place = wanted.Place is { } place ? await db.PlaceNameAsync(place, edition.LastDay, cancel) : null,
            Edition = edition,
            Today = today,
        });
    }

    public static async Task<IResult> Places(AppDb db, Catalogues catalogues, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.CurrentEditionAsync(cancel) is not { } edition) return PageResults.Page<NoWeekView>(new { });
        var catalogue = await catalogues.OfAsync(edition.Id, cancel);
        var counts = catalogue.Standing.Where(one => one.ProvinceId is not null).CountBy(one => one.ProvinceId!.Value).ToDictionary(one => one.Key, one => one.Value);
        return PageResults.Page<PortalPlaces>(new { Edition = edition, Provinces = await db.ProvincesAsync(edition.LastDay, cancel), Counts = counts });
    }

    public static async Task<IResult> Years(AppDb db, CancellationToken cancel) => PageResults.Page<PortalYears>(new { Editions = await db.EditionsAsync(cancel) });

    public static async Task<IResult> Unit(long id, HttpContext http, AppDb db, Catalogues catalogues, LiveTotals live, TimeProvider clock, CancellationToken cancel, string? year = null)
    {
        if (await db.EditionOfAsync(OfYear(year), cancel) is not { } edition) return Missing();
        if (await db.PlaceNameAsync(id, edition.LastDay, cancel) is not { } place) return Missing();
        var (catalogue, now, before) = (await catalogues.OfAsync(edition.Id, cancel), clock.GetUtcNow(), await db.GroundAsync(id, edition.LastDay, cancel));
        var here = new Wanted { Place = id, Year = OfYear(year), Ground = before.Select(unit => unit.Id).ToHashSet() };
        return PageResults.Page<PortalUnit>(new
        {
            Edition = edition,
            Place = place,
            Wanted = here,
            Before = before,
            After = await db.SuccessorsAsync(id, ActivityTime.DayOf(now), cancel),
            Years = await db.EditionsAsync(cancel),
            Communes = place.Kind == "province" ? await db.CommunesAsync(id, edition.LastDay, cancel) : [],
            Counts = place.Kind == "province" ? catalogue.Standing.Where(one => one.CommuneId is not null).CountBy(one => one.CommuneId!.Value).ToDictionary(one => one.Key, one => one.Value) : [],
            Site = http.Site(),
            Found = catalogue.Search(here, edition, now, Nearest),
            Held = catalogue.Answers(here with { Day = "all" }, now).Where(one => one.IsOver(now)).Reverse().Take(Nearest).ToList(),
            // Figures are of the units as they stood; those of a place whose ground was several others' would say something else than its list.
            Figures = place.HasTotals && before.Count == 0 ? await NationFigures.OfAsync(live, edition, now, cancel, id) : null,
            Now = now,
        });
    }

    public static async Task<IResult> Activity(Guid id, HttpContext http, AppDb db, Catalogues catalogues, TimeProvider clock, CancellationToken cancel) =>
        await db.OfferAsync(catalogues, id, cancel) is { } offer
            ? PageResults.Page<PortalActivity>(new { Offer = offer, Door = await db.DoorAsync(id, clock.GetUtcNow(), cancel), Site = http.Site(), Now = clock.GetUtcNow() })
            : Missing();

    /// <summary>A picture that everybody may see. Browsers keep it and ask each time whether it still stands, so that one taken down is gone with the pages that showed it.</summary>
    public static async Task<IResult> Picture(Guid id, Guid picture, bool small, HttpContext http, AppDb db, CancellationToken cancel)
    {
        if (await db.PublicPictureAsync(id, picture, small, cancel) is not { } file) return Missing();
        http.Response.Headers.CacheControl = "public, no-cache";
        return TypedResults.Bytes(file.Content, file.Type, entityTag: new($"\"{picture}\""));
    }

    /// <summary>A sheet for the notice board: what, when, where, and a code that leads to the page.</summary>
    public static async Task<IResult> Notice(Guid id, HttpContext http, AppDb db, Catalogues catalogues, CancellationToken cancel) =>
        await db.OfferAsync(catalogues, id, cancel) is { } offer ? PageResults.Page<PortalNotice>(new { Offer = offer, Address = http.Site() + offer.One.Path }) : Missing();

    /// <summary>A list that another site shows within its own page.</summary>
    public static async Task<IResult> Embed([AsParameters] WantedAsked asked, HttpContext http, AppDb db, Catalogues catalogues, FullActivities full, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return Missing();
        var (catalogue, wanted, now) = (await catalogues.OfAsync(edition.Id, cancel), await db.WantedAsync(asked.Wanted, edition, full, cancel), clock.GetUtcNow());
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self'; script-src 'none'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors *";
        return PageResults.Page<PortalEmbed>(new { Wanted = wanted, Found = catalogue.Search(wanted, edition, now), Site = http.Site(), Now = now });
    }

    internal static int? OfYear(string? typed) => int.TryParse(typed, CultureInfo.InvariantCulture, out var year) ? year : null;

    internal static IResult Missing() => PageResults.Page<PortalMissing>(new { }, StatusCodes.Status404NotFound);
}
