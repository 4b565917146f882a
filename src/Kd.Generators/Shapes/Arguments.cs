using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <summary>The arguments of a call, by the names of the parameters.</summary>
internal sealed class Arguments
{
    private readonly List<(IParameterSymbol? Parameter, Value Value)> _all = [];

    /// <summary>The values, in the order in which they are evaluated.</summary>
    public IEnumerable<Value> Values => _all.Select(a => a.Value);

    /// <summary>The values with their parameters.</summary>
    public IEnumerable<(IParameterSymbol Parameter, Value Value)> All => _all.Where(a => a.Parameter is not null).Select(a => (a.Parameter!, a.Value));

    /// <summary>The value of the first of some parameters that there is; null if it is not given.</summary>
    public Value this[params string[] names] => _all.FirstOrDefault(a => names.Contains(a.Parameter?.Name)).Value ?? Value.Null;

    public static Arguments Of(ImmutableArray<IArgumentOperation> arguments, Func<IOperation, Value> evaluate)
    {
        var all = new Arguments();
        foreach (var argument in arguments)
        {
            all._all.Add((argument.Parameter, argument.Parameter?.RefKind == RefKind.Out ? Value.Unknown : evaluate(argument.Value)));
        }

        return all;
    }

    /// <summary>Whether a parameter has an argument.</summary>
    public bool Has(string name) => _all.Exists(a => a.Parameter?.Name == name);

    /// <summary>The values in the order of the parameters.</summary>
    public IReadOnlyList<Value> InOrder(IMethodSymbol method) =>
        [.. method.Parameters.Select(p => _all.FirstOrDefault(a => a.Parameter?.Ordinal == p.Ordinal).Value ?? Value.Unknown)];
}
