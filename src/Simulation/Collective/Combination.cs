using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary><c>distance(1,2) - 0.5 * distance(2,3)</c>: a weighted sum of variables of the same unit. It does not repeat, even where they do.</summary>
sealed class Combination(string name, (double Factor, ICollectiveVariable Variable)[] terms) : ICollectiveVariable
{
    public string Name => name;

    public string Unit => terms[0].Variable.Unit;

    public double? Period => null;

    public int LastAtom => terms.Max(t => t.Variable.LastAtom);

    public void Check(Structure structure)
    {
        foreach (var (_, variable) in terms)
            variable.Check(structure);
    }

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        double sum = 0;
        foreach (var (weight, variable) in terms)
            sum += weight * variable.Evaluate(structure, factor * weight, into);
        return sum;
    }
}
