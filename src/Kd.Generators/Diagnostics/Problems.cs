using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>
/// Hears what is wrong with a declaration. Generator and analyzers read declarations with the same code; the generator
/// does not listen, since what it reports would ignore <c>#pragma</c> and <c>.editorconfig</c>.
/// </summary>
internal class Problems
{
    public static readonly Problems Ignored = new();

    /// <summary>Something is wrong with a symbol.</summary>
    public virtual void Add(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments)
    {
    }

    /// <summary>Something is wrong with an attribute.</summary>
    public virtual void Add(DiagnosticDescriptor descriptor, AttributeData at, params object[] arguments)
    {
    }
}
