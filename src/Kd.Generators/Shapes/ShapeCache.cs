using System.Collections.Concurrent;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>The shapes of the models of one compilation, each found once.</summary>
internal sealed class ShapeCache(Compilation compilation)
{
    private readonly SourceCode _source = new(compilation);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelShapes> _models = new(SymbolEqualityComparer.Default);

    /// <summary>The shapes of a model.</summary>
    public ModelShapes Of(INamedTypeSymbol type, ModelSpec model, CancellationToken cancellation) =>
        _models.TryGetValue(type, out var known) ? known : _models.GetOrAdd(type, ModelShapes.Of(_source, type, model, cancellation));
}
