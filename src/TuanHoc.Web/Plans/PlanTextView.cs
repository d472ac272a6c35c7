using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TuanHoc.Plans;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>The text of a plan as it was read, with the places of the facts marked and numbered. Written by hand: every blank between the tags would show.</summary>
public sealed class PlanTextView : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";
    [Parameter] public IReadOnlyList<Place> Places { get; set; } = [];
    [Parameter] public IReadOnlyList<OutlineEntry> Outline { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "article");
        builder.AddAttribute(1, "class", "doc raw");
        builder.AddAttribute(2, "lang", "vi");
        builder.AddAttribute(3, "tabindex", "0");
        builder.AddAttribute(4, "aria-label", T["Văn bản kế hoạch"]);
        foreach (var piece in Highlight.Cut(Text, Places, Outline.Where(o => o.Title is not null).Select(o => o.At))) Write(builder, piece);
        builder.CloseElement();
    }

    static void Write(RenderTreeBuilder builder, Piece piece)
    {
        foreach (var place in piece.Begins)
        {
            builder.OpenElement(5, "span");
            builder.AddAttribute(6, "id", "t" + Written(place));
            builder.AddAttribute(7, "class", "spot");
            builder.CloseElement();
        }
        if (piece.Within.Count == 0)
        {
            if (!piece.IsHeading) { builder.AddContent(8, piece.Text); return; }
            builder.OpenElement(9, "b");
            builder.AddContent(10, piece.Text);
            builder.CloseElement();
            return;
        }
        builder.OpenElement(11, "mark");
        var classes = (piece.Within.Any(p => p.IsDoubtful), piece.IsHeading) switch { (true, true) => "q h", (true, false) => "q", (false, true) => "h", _ => null };
        builder.AddAttribute(12, "class", classes);
        builder.AddAttribute(13, "data-places", string.Join(' ', piece.Within.Select(Written)));
        builder.AddContent(14, piece.Text);
        foreach (var place in piece.Ends)
        {
            builder.OpenElement(15, "a");
            builder.AddAttribute(16, "href", "#f" + Written(place));
            builder.AddAttribute(17, "aria-label", T["Thông tin {0}", place.Number]);
            builder.AddContent(18, Written(place));
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    static string Written(Place place) => place.Number.ToString(CultureInfo.InvariantCulture);
}
