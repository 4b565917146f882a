using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Reading;

/// <summary>
/// What was read of a program, which holds for the next as well if that has the same declarations. A class is read anew after any
/// edit that might concern it, and to see that none does would take as long; but most edits are made inside of methods, which no
/// reader looks at.
/// </summary>
internal sealed class ReadProgram
{
    private static readonly ConditionalWeakTable<Compilation, ReadProgram> _byCompilation = new();
    private static readonly ConditionalWeakTable<SyntaxTree, ReadProgram> _byTree = new();

    private readonly ConcurrentDictionary<string, ClassSpec?> _classes = new();
    private readonly string? _name;
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private ImmutableArray<SyntaxTree> _trees;

    private ReadProgram(Compilation compilation)
    {
        (_name, _options, _references) = (compilation.AssemblyName, compilation.Options, compilation.ExternalReferences);
        _trees = ImmutableArray<SyntaxTree>.Empty;
        Take(compilation.SyntaxTrees.ToImmutableArray());
    }

    /// <summary>The program that a compilation is, for those who read.</summary>
    public static ReadProgram Of(Compilation compilation) => _byCompilation.GetValue(compilation, static c => Before(c) ?? new(c));

    /// <summary>What was read, or is read now.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="read">Reads it.</param>
    public ClassSpec? Get(string key, Func<ClassSpec?> read) =>
        _classes.TryGetValue(key, out var known) ? known : _classes.GetOrAdd(key, read());

    // The program that the same project was before, if the declarations are still the same.
    private static ReadProgram? Before(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.ToImmutableArray();
        var before = trees.Select(t => _byTree.TryGetValue(t, out var program) ? program : null).FirstOrDefault(p => p is not null);
        if (before?.Declares(compilation, trees) is not true)
        {
            return null;
        }

        before.Take(trees);
        return before;
    }

    private void Take(ImmutableArray<SyntaxTree> trees)
    {
        lock (_classes)
        {
            var known = new HashSet<SyntaxTree>(_trees);
            foreach (var tree in trees.Where(t => !known.Contains(t)))
            {
                _byTree.Remove(tree);
                _byTree.GetValue(tree, _ => this);
            }

            _trees = trees;
        }
    }

    private bool Declares(Compilation compilation, ImmutableArray<SyntaxTree> trees) =>
        _name == compilation.AssemblyName
            && _options.Equals(compilation.Options)
            && _references.SequenceEqual(compilation.ExternalReferences)
            && _trees.Length == trees.Length
            && _trees.Zip(trees, Declare).All(same => same);

    private static bool Declare(SyntaxTree one, SyntaxTree other) =>
        one == other
            || (one.Options.Equals(other.Options) && !NeedsBodies(one) && !NeedsBodies(other) && SyntaxFactory.AreEquivalent(one, other, topLevel: true));

    // Of what is not a declaration, these alone are read: #nullable, and where a model registers modules by name.
    private static bool NeedsBodies(SyntaxTree tree) =>
        tree.GetRoot().ContainsDirectives || TapReader.Registering.Any(name => tree.GetText().ToString().Contains(name));
}
