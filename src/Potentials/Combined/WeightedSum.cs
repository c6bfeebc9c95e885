using System.Globalization;
using System.Text;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Σ f_k E_k: stacks, differences and scales. Short-range members share one neighbour list and one pass over the blocks; the others are evaluated one by one.
/// </summary>
public sealed class WeightedSum : IPotential, IDescribed
{
    readonly (double Factor, IPotential Potential)[] _terms;

    /// <summary>Sums within sums are dissolved into their members.</summary>
    /// <exception cref="ArgumentException">No terms, or a factor that is not a number.</exception>
    public WeightedSum(IEnumerable<(double Factor, IPotential Potential)> terms)
    {
        _terms = [.. terms.SelectMany(Members)];
        if (_terms.Length == 0)
            throw new ArgumentException("A sum of potentials needs at least one.", nameof(terms));
        if (_terms.Any(t => !double.IsFinite(t.Factor)))
            throw new ArgumentException("A factor is a finite number.", nameof(terms));
    }

    public IReadOnlyList<(double Factor, IPotential Potential)> Terms => _terms;

    /// <summary>As the grammar reads it: "a + 0.5 * b - c".</summary>
    public string Name
    {
        get
        {
            var name = new StringBuilder();
            foreach (var (factor, potential) in _terms)
            {
                var shown = factor;
                if (name.Length > 0)
                {
                    name.Append(factor < 0 ? " - " : " + ");
                    shown = Math.Abs(factor);
                }
                if (shown != 1)
                    name.Append(CultureInfo.InvariantCulture, $"{shown} * ");
                name.Append(potential.Name);
            }
            return name.ToString();
        }
    }

    /// <summary>What it is a sum of, and each part's card.</summary>
    public string Card
    {
        get
        {
            var text = new StringBuilder($"{Name}\n{PotentialCard.Line("elements", PotentialCard.ElementsText(this))}{PotentialCard.Line("cutoff", PotentialCard.CutoffText(this))}");
            foreach (var (factor, potential) in _terms)
                text.Append(CultureInfo.InvariantCulture, $"{factor} times\n{PotentialCard.Indented(potential)}");
            return text.ToString();
        }
    }

    /// <summary>The longest of the members'; null where one needs the whole structure.</summary>
    public double? Cutoff => _terms.Any(t => t.Potential.Cutoff is null) ? null : _terms.Max(t => t.Potential.Cutoff);

    public bool Covers(Element element) => _terms.All(t => t.Potential.Covers(element));

    public IEvaluator Open(EvaluatorOptions options) => Calibrated.OpenSum(_terms, options) ?? new WeightedSumEvaluator(_terms, options);

    static IEnumerable<(double, IPotential)> Members((double Factor, IPotential Potential) term) => term.Potential is WeightedSum sum
        ? sum._terms.Select(t => (term.Factor * t.Factor, t.Potential))
        : [term];
}
