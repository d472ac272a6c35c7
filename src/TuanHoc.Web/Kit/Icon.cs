using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace TuanHoc.Web.Kit;

/// <summary>One drawing of icons.svg; decoration only, the word stands beside it. Written by hand: lists hold it a hundred times.</summary>
public sealed class Icon : IComponent
{
    RenderHandle handle;

    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter] public string Class { get; set; } = "i";

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        Name = parameters.GetValueOrDefault(nameof(Name), "")!;
        Class = parameters.GetValueOrDefault(nameof(Class), "i")!;
        handle.Render(builder => builder.AddMarkupContent(0, Drawing(handle.Assets, Name, Class)));
        return Task.CompletedTask;
    }

    /// <summary>The drawing as it stands in a page; name and class are words of our own.</summary>
    public static string Drawing(ResourceAssetCollection assets, string name, string @class = "i") =>
        $"""<svg class="{@class}" aria-hidden="true"><use href="/{assets["icons.svg"]}#{name}" /></svg>""";
}

/// <summary>A state: colour, icon and word together.</summary>
public sealed class State : IComponent
{
    RenderHandle handle;

    /// <summary>ok, due, late, sent, nil or empty.</summary>
    [Parameter] public string Kind { get; set; } = "";
    [Parameter, EditorRequired] public string Icon { get; set; } = "";
    [Parameter, EditorRequired] public string Word { get; set; } = "";

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        Kind = parameters.GetValueOrDefault(nameof(Kind), "")!;
        Icon = parameters.GetValueOrDefault(nameof(Icon), "")!;
        Word = parameters.GetValueOrDefault(nameof(Word), "")!;
        handle.Render(Drawing(handle.Assets, Kind, Icon, Word));
        return Task.CompletedTask;
    }

    /// <summary>The state as it stands in a page, for a table that holds hundreds: a piece of the page costs a tenth of a component.</summary>
    public static RenderFragment Drawing(ResourceAssetCollection assets, string kind, string icon, string word) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "st " + kind);
        builder.AddMarkupContent(2, Kit.Icon.Drawing(assets, icon));
        builder.AddContent(3, word);
        builder.CloseElement();
    };
}
