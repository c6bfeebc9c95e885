using System.Runtime.CompilerServices;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>The auxiliary set of a name of the grammar: <c>auxiliary=FILE</c>, a file of the Basis Set Exchange, or one made from the basis.</summary>
internal sealed class NamedAuxiliary
{
    readonly BasisSet? _file;

    // A potential asks for every structure anew.
    readonly ConditionalWeakTable<BasisSet, BasisSet> _made = [];

    /// <exception cref="PotentialGrammarException">The file is none.</exception>
    public NamedAuxiliary(PotentialArguments options)
    {
        if (options.Text("auxiliary") is not { } path)
            return;
        try
        {
            _file = AuxiliaryBasis.FromExchangeJson(path);
        }
        catch (PotentialException e)
        {
            throw options.Error("auxiliary", e.Message);
        }
    }

    public BasisSet For(BasisSet basis) => _file ?? _made.GetValue(basis, AuxiliaryBasis.For);

    /// <summary>Functions that a molecule gets.</summary>
    /// <exception cref="PotentialException">The set lacks an element.</exception>
    public int Count(MethodTask task)
    {
        var (set, count) = (For(task.Basis), 0);
        foreach (var element in task.Structure.Elements)
            count += set.For(element).Sum(s => s.Count);
        return count;
    }

    /// <summary>Bytes of a fitted field at the peak, its matrices excepted.</summary>
    /// <param name="electrons">Of the more frequent spin.</param>
    public double Bytes(MethodTask task, int electrons)
    {
        double n = MoleculeSize.Of(task).Functions, m = Count(task);
        return FittedIntegrals.Bytes(n, m) + HalfTransformation.Bytes(n, m, electrons);
    }

    /// <summary>For sentences.</summary>
    public override string ToString() => _file?.Name ?? "functions made from the basis";
}
