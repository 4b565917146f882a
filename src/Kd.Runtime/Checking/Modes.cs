using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>Finds modules that are in training mode, or in evaluation mode, where they should not be.</summary>
internal static class Modes
{
    /// <summary>The modules of a model that are in another mode than wanted, by their paths.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">Its name, which the paths begin with.</param>
    /// <param name="training">Whether training mode is wanted.</param>
    /// <param name="except">Modules that do not count.</param>
    public static IReadOnlyList<string> Wrong(nn.Module model, string name, bool training, IReadOnlySet<nn.Module> except) =>
    [
        .. from module in model.named_modules().Select(m => (Path: $"{name}.{m.name}", m.module)).Prepend((Path: name, module: model))
           where module.module.training != training && !except.Contains(module.module)
           select module.Path,
    ];

    /// <summary>Modules with all that is inside them.</summary>
    public static IReadOnlySet<nn.Module> WithInner(IEnumerable<nn.Module> modules) =>
        modules.SelectMany(module => module.named_modules().Select(m => m.module).Prepend(module)).ToHashSet();
}
