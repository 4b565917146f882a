using System.Globalization;
using Kd.Adapters;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>An adapter in words.</summary>
internal static class AdapterText
{
    /// <summary>Its layers and how much they learn, as in <c>Conv2d + BatchNorm2d, 1,024 parameters</c>.</summary>
    public static string Of(Adapter adapter) => adapter.IsIdentity
        ? "none needed"
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(" + ", Layers(adapter))}, {adapter.parameters().Sum(p => p.numel()):N0} parameters");

    private static IEnumerable<string> Layers(nn.Module module)
    {
        var children = module.children().ToList();
        return children.Count == 0 ? [module.GetType().Name] : children.SelectMany(Layers);
    }
}
