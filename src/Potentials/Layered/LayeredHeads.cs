namespace Athanor.Potentials.Layered;

/// <summary>
/// Heads on the body of a <see cref="LayeredModel"/>: by member, what is added to the parameters that its energies are linear in (<see cref="LayeredLayout.HeadRuns"/>). Draws from a posterior of these, or heads that were trained;
/// either way their mean is zero, so that the model's own prediction is the members' mean. Immutable.
/// </summary>
public sealed class LayeredHeads
{
    readonly double[] _deviations;

    /// <param name="deviations">[member, head parameter]; their mean is zero (<see cref="Centred"/>).</param>
    /// <exception cref="PotentialException">Fewer than two members, another number of parameters, or one that is not finite.</exception>
    public LayeredHeads(LayeredLayout layout, int members, ReadOnlySpan<double> deviations)
    {
        Size = layout.HeadCount;
        if (members < 2 || (long)members * Size != deviations.Length)
            throw new PotentialException($"Heads are two or more, of {Size} numbers each; {members} with {deviations.Length} numbers in all are not.");
        foreach (var d in deviations)
        {
            if (!double.IsFinite(d))
                throw new PotentialException("A number of a head is not finite.");
        }
        (Count, _deviations) = (members, deviations.ToArray());
    }

    /// <summary>Heads whose mean is taken off.</summary>
    /// <inheritdoc cref="LayeredHeads(LayeredLayout, int, ReadOnlySpan{double})"/>
    public static LayeredHeads Centred(LayeredLayout layout, int members, ReadOnlySpan<double> deviations)
    {
        var centred = deviations.ToArray();
        var size = layout.HeadCount;
        for (var k = 0; k < size && centred.Length == members * size; k++)
        {
            var mean = 0.0;
            for (var m = 0; m < members; m++)
                mean += centred[m * size + k];
            mean /= members;
            for (var m = 0; m < members; m++)
                centred[m * size + k] -= mean;
        }
        return new LayeredHeads(layout, members, centred);
    }

    /// <summary>Members.</summary>
    public int Count { get; }

    /// <summary>Parameters of each.</summary>
    public int Size { get; }

    /// <summary>[member, head parameter].</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    public ReadOnlySpan<double> Of(int member) => _deviations.AsSpan(member * Size, Size);

    /// <summary>All parameters of the model that a member is.</summary>
    internal double[] Parameters(LayeredLayout layout, ReadOnlySpan<double> mean, int member)
    {
        var parameters = mean.ToArray();
        layout.AddHead(Of(member), parameters);
        return parameters;
    }
}
