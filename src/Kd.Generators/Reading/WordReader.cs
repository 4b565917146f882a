using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads an attribute and finds the class behind it, with what its constructor takes.</summary>
internal sealed class WordReader(Compilation compilation, Problems problems)
{
    /// <summary>Reads a word of which a class has one.</summary>
    public WordSpec? Read(AttributeData attribute, WordRole role) =>
        Read(attribute, role, Names.Camel(attribute.Word()), Names.Pascal(attribute.Word()), out _);

    /// <summary>Reads a word.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="role">What it names a class for.</param>
    /// <param name="path">The beginning of its settings' paths.</param>
    /// <param name="identifier">The path as the beginning of names of properties.</param>
    /// <param name="kind">What is known of all such attributes.</param>
    /// <returns>Nothing if the class behind it does not fit.</returns>
    public WordSpec? Read(AttributeData attribute, WordRole role, string path, string identifier, out WordKind kind)
    {
        kind = WordKind.Of(attribute.AttributeClass!, role, compilation);
        if (kind.Fault is { } fault)
        {
            problems.Add(Descriptors.WrongLossClass, attribute, attribute.Word(), kind.ClassName, fault);
            return null;
        }

        return new(
            path,
            identifier,
            AttributeText.Source(attribute),
            kind.Cref,
            kind.AttributeType,
            AttributeText.Arguments(attribute),
            kind.Class!.FullName(),
            kind.ParametersOf(attribute),
            kind.Given,
            IsOwn: kind.Class!.ContainingAssembly?.Name != "Kd.Runtime");
    }
}
