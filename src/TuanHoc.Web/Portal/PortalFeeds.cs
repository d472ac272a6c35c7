using System.Globalization;
using System.Text;
using System.Xml;
using TuanHoc.Calendars;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal;

/// <summary>What programs take from the portal: calendars, news, the list of pages.</summary>
static class PortalFeeds
{
    // What a calendar program takes in one file without complaint.
    const int MostEntries = 5000, MostNews = 100, MostPages = 45_000;

    public static async Task<IResult> OneCalendar(Guid id, HttpContext http, AppDb db, Catalogues catalogues, CancellationToken cancel)
    {
        if (await db.OfferAsync(catalogues, id, cancel) is not { } offer) return PortalEndpoints.Missing();
        return TypedResults.File(Encoding.UTF8.GetBytes(ICalendar.Write(offer.One.Title, [Entry(offer.One, http.Site(), offer.About)])), ICalendar.ContentType, $"{id}.ics");
    }

    /// <summary>A calendar that is subscribed to: what answers the question, over the whole year.</summary>
    public static async Task<IResult> Calendar([AsParameters] WantedAsked asked, HttpContext http, AppDb db, Catalogues catalogues, FullActivities full, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return PortalEndpoints.Missing();
        var (catalogue, site, wanted) = (await catalogues.OfAsync(edition.Id, cancel), http.Site(), await db.WantedAsync(asked.Wanted, edition, full, cancel));
        var all = catalogue.Answers(wanted with { Day = wanted.OnDay is null ? "all" : wanted.Day }, clock.GetUtcNow()).Take(MostEntries).Select(one => Entry(one, site, text: null));
        return TypedResults.Text(ICalendar.Write(T["Tuần lễ hưởng ứng học tập suốt đời năm {0}", edition.Year.ToString(CultureInfo.InvariantCulture)], all), ICalendar.ContentType);
    }

    /// <summary>The activities changed last that answer a question, as Atom (RFC 4287).</summary>
    public static async Task<IResult> Atom([AsParameters] WantedAsked asked, HttpContext http, AppDb db, Catalogues catalogues, FullActivities full, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.EditionOfAsync(asked.OfYear, cancel) is not { } edition) return PortalEndpoints.Missing();
        var (catalogue, site, wanted) = (await catalogues.OfAsync(edition.Id, cancel), http.Site(), await db.WantedAsync(asked.Wanted, edition, full, cancel));
        var news = catalogue.Answers(wanted, clock.GetUtcNow()).OrderByDescending(one => one.ChangedAt).Take(MostNews).ToList();
        return Xml("application/atom+xml", writer =>
        {
            const string atom = "http://www.w3.org/2005/Atom";
            writer.WriteStartElement("feed", atom);
            writer.WriteElementString("title", atom, T["Tuần lễ hưởng ứng học tập suốt đời năm {0}", edition.Year.ToString(CultureInfo.InvariantCulture)]);
            writer.WriteElementString("id", atom, site + wanted.Link(PortalRoom.Root + "/feed.atom"));
            writer.WriteElementString("updated", atom, Stamp(news.Count == 0 ? catalogue.ChangedAt : news[0].ChangedAt));
            Link("self", site + wanted.Link(PortalRoom.Root + "/feed.atom"));
            Link("alternate", site + wanted.Link(PortalRoom.Root + "/find"));
            foreach (var one in news)
            {
                writer.WriteStartElement("entry", atom);
                writer.WriteElementString("title", atom, one.Title);
                writer.WriteElementString("id", atom, $"urn:uuid:{one.Id}");
                writer.WriteElementString("updated", atom, Stamp(one.ChangedAt));
                Link("alternate", site + one.Path);
                writer.WriteStartElement("author", atom);
                writer.WriteElementString("name", atom, one.UnitName);
                writer.WriteEndElement();
                writer.WriteElementString("summary", atom, string.Join(" · ", new[] { ActivityTime.Span(one.FromAt, one.ToAt), one.Place, one.Facts.ForWhom, one.Facts.Price }.OfType<string>()));
                writer.WriteEndElement();
            }
            writer.WriteEndElement();

            void Link(string rel, string to)
            {
                writer.WriteStartElement("link", atom);
                writer.WriteAttributeString("rel", rel);
                writer.WriteAttributeString("href", to);
                writer.WriteEndElement();
            }
        });
    }

    /// <summary>The pages that search engines may show.</summary>
    public static async Task<IResult> Sitemap(HttpContext http, AppDb db, Catalogues catalogues, CancellationToken cancel)
    {
        var site = http.Site();
        var pages = new List<(string Path, DateTimeOffset? Changed)> { (PortalRoom.Root, null), (PortalRoom.Root + "/find", null), (PortalRoom.Root + "/places", null), (PortalRoom.Root + "/years", null) };
        if (await db.CurrentEditionAsync(cancel) is { } edition)
        {
            pages.AddRange((await db.ProvincesAsync(edition.LastDay, cancel)).Select(province => ($"{PortalRoom.Root}/units/{province.Id}", (DateTimeOffset?)null)));
            pages.AddRange((await catalogues.OfAsync(edition.Id, cancel)).Standing.Take(MostPages).Select(one => (one.Path, (DateTimeOffset?)one.ChangedAt)));
        }
        return Xml("application/xml", writer =>
        {
            const string map = "http://www.sitemaps.org/schemas/sitemap/0.9";
            writer.WriteStartElement("urlset", map);
            foreach (var (path, changed) in pages)
            {
                writer.WriteStartElement("url", map);
                writer.WriteElementString("loc", map, site + path);
                if (changed is { } at) writer.WriteElementString("lastmod", map, Stamp(at));
                writer.WriteEndElement();
            }
            writer.WriteEndElement();
        });
    }

    /// <summary>Search engines read the portal and nothing else.</summary>
    public static IResult Robots(HttpContext http) => TypedResults.Text($"User-agent: *\nAllow: {PortalRoom.Root}\nDisallow: /\nSitemap: {http.Site()}/sitemap.xml\n");

    static CalendarEntry Entry(Offered one, string site, string? text) => CalendarEntry.At(ActivityEntry.Uid(one.Id), one.Title, one.FromAt, one.ToAt ?? one.FromAt, one.ChangedAt) with
    {
        Place = string.Join(", ", new[] { one.Place, one.Address }.OfType<string>()) is { Length: > 0 } place ? place : null,
        Text = string.Join("\n", new[] { one.UnitName, text }.OfType<string>()),
        Link = site + one.Path,
        IsCancelled = one.IsCancelled,
    };

    static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static IResult Xml(string type, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false })) write(writer);
        return TypedResults.Bytes(stream.ToArray(), type + "; charset=utf-8");
    }
}
