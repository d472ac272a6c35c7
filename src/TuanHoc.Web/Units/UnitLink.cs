using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace TuanHoc.Web.Units;

/// <summary>A unit by its name, on the day the page is about. Written by hand: lists hold it two hundred times.</summary>
public sealed class UnitLink : IComponent
{
    RenderHandle handle;

    [Parameter, EditorRequired] public UnitVersion Unit { get; set; } = null!;
    /// <summary>Today when none is given.</summary>
    [Parameter] public AsOf AsOf { get; set; }

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        Unit = parameters.GetValueOrDefault<UnitVersion>(nameof(Unit))!;
        AsOf = parameters.GetValueOrDefault<AsOf>(nameof(AsOf));
        handle.Render(Draw);
        return Task.CompletedTask;
    }

    void Draw(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", AsOf.Link($"/units/{Unit.UnitId}"));
        builder.AddContent(2, Unit.Name);
        builder.CloseElement();
    }
}
