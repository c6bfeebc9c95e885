using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// What a potential does not know of a property: the property is computed with each member of its ensemble (<see cref="EnsembleMembers"/>), and the sample standard deviation (divisor M − 1) over them is the error that the potential
/// brings; members of a calibrated potential come stretched as its law says.
/// </summary>
public static class MemberSpread
{
    /// <param name="potential">Any; one without members has no spread.</param>
    /// <param name="property">Values of the property with one member, always as many and in the same order.</param>
    /// <returns>By value, in its unit; null where the potential has no members, or one.</returns>
    public static double[]? Of(IPotential potential, Func<IPotential, IReadOnlyList<double>> property)
    {
        var members = EnsembleMembers.Of(potential);
        if (members.Count < 2)
            return null;
        var values = members.Select(property).ToArray();
        return [.. Enumerable.Range(0, values[0].Count).Select(k => Deviation([.. values.Select(v => v[k])]))];
    }

    /// <summary>The sample standard deviation, in the unit of the values; of at least two.</summary>
    public static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
