using Kd.Shared;
using TorchSharp;

namespace Kd.Training;

/// <summary>Finds a module inside another whose class is not the user's to annotate. Called by generated code.</summary>
public static class ModulePath
{
    /// <summary>The module at a path.</summary>
    /// <param name="root">The module that the path begins in.</param>
    /// <param name="path">Registered names with dots between, as in <c>layer4.1</c>.</param>
    /// <param name="place">Class and member, for messages.</param>
    /// <typeparam name="TModule">The type that the module has to be of.</typeparam>
    /// <exception cref="KdException">There is no module of that name, or it is of another type (KD3008).</exception>
    public static TModule Find<TModule>(torch.nn.Module root, string path, string place)
        where TModule : torch.nn.Module
    {
        var (module, before) = (root, "");
        foreach (var name in path.Split('.'))
        {
            var children = module.named_children().ToList();
            module = children.FirstOrDefault(child => child.name == name || child.name == $"<{name}>k__BackingField").module
                ?? throw new KdException("KD3008", $"{place} has no module \"{before}{name}\".{Known(name, before, children.ConvertAll(child => child.name))}");
            before += name + ".";
        }

        return module as TModule ?? throw new KdException(
            "KD3008", $"The module \"{path}\" of {place} is a {module.GetType().Name}, which does not take one tensor and return one. Choose a module inside it that does.");
    }

    private static string Known(string name, string before, List<string> children) =>
        NearestName.Find(name, children) is { } nearest ? $" Did you mean \"{before}{nearest}\"?"
            : children.Count == 0 ? " It has none inside."
            : $" It has {string.Join(", ", children.Take(20).Select(child => $"\"{before}{child}\""))}{(children.Count > 20 ? ", ..." : "")}.";
}
