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

    /// <summary>A name in an attribute is not known; the last argument is what to say of it.</summary>
    /// <param name="descriptor">What is said.</param>
    /// <param name="at">The attribute.</param>
    /// <param name="found">The name.</param>
    /// <param name="nearest">The name that was perhaps meant, for a fix.</param>
    /// <param name="arguments">The arguments of what is said.</param>
    public virtual void AddUnknown(DiagnosticDescriptor descriptor, AttributeData at, string found, string? nearest, params object[] arguments)
    {
    }
}
