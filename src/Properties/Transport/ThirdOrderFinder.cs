using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Third derivatives as differences of exact second ones: one atom is moved to and fro, and forces are differentiated along each of its neighbours. Of pairs of atoms that an operation of the space group, or exchanging the two,
/// takes to one another, one is done.
/// </summary>
sealed class ThirdOrderFinder(LatticeSupercell lattice, IPotential potential, ThirdOrderSettings settings, Action<int, int>? progress, CancellationToken cancellation)
{
    const double ExactStep = 1e-3, DifferencedStep = 1e-2; // Å

    /// <summary>Of the largest entry: what is left out.</summary>
    const double Nothing = 1e-7;

    readonly Lock _gate = new();
    int _done;

    /// <summary>A pair, and how it follows from the one that is done.</summary>
    /// <param name="Moved">By atom of the supercell, where the operation takes it, the pair's first atom in the first cell afterwards.</param>
    readonly record struct Image(Mat3 Rotation, int[] Moved, int First, int Second, bool Exchanged);

    internal ThirdOrder Find(Team team)
    {
        var room = ThirdOrder.Room(lattice);
        if (settings.Cutoff is { } wanted && !(wanted > 0 && wanted < room))
            throw new AtomsException($"Three atoms within {wanted:0.###} Å want a supercell whose images are more than twice that apart; this one has room for less than {room:0.###} Å. Take a larger supercell, or a shorter cutoff.");
        // Neighbours of one atom see one another through it: twice the cutoff.
        var cutoff = settings.Cutoff ?? Math.Min(0.999 * room, 2 * potential.Cutoff ?? double.PositiveInfinity);
        var triplets = new Triplets(lattice, cutoff);
        var orbits = Orbits(triplets);
        var exact = new bool[orbits.Count];
        team.Run(o => exact[o] = Differentiate(triplets, orbits[o], 18 * orbits.Count), orbits.Count);
        var (sumRule, asymmetry, _) = triplets.Impose();
        var largest = triplets.Largest;
        var terms = triplets.Members.Select((m, t) => (m, Values: triplets.Values[t])).Where(x => x.Values.Max(Math.Abs) > Nothing * largest)
            .Select(x => new ThirdOrderTerm(x.m.A, lattice.BasisOf(x.m.J), lattice.BasisOf(x.m.K), CellOf(x.m.A, x.m.J), CellOf(x.m.A, x.m.K), x.Values));
        return new ThirdOrder(lattice, cutoff, [.. terms], sumRule, asymmetry, 18 * orbits.Count, Array.TrueForAll(exact, e => e));
    }

    // The cell of the image nearest to the first atom.
    Vec3 CellOf(int basis, int atom) =>
        LatticeSupercell.Rounded(lattice.ShortestSeparations(basis, atom)[0] + lattice.Fractional(basis) - lattice.Fractional(lattice.BasisOf(atom)));

    List<List<Image>> Orbits(Triplets triplets)
    {
        var operations = LatticeOperations.Of(lattice);
        var orbits = new List<List<Image>>();
        var seen = new HashSet<(int, int)>();
        for (var a = 0; a < lattice.Basis; a++)
        {
            int[][] permutations = [.. operations.Select(o => o.Permutation(lattice, a))];
            foreach (var j in triplets.Near[a])
            {
                if (seen.Contains((a, j)))
                    continue;
                var orbit = new List<Image>();
                for (var o = 0; o < operations.Count; o++)
                {
                    int first = permutations[o][a], second = permutations[o][j];
                    if (seen.Add((first, second)))
                        orbit.Add(new Image(operations[o].Cartesian, permutations[o], first, second, false));
                    var back = lattice.TranslationOf(second);
                    int Shifted(int atom) => lattice.AtomAt(lattice.BasisOf(atom), lattice.TranslationOf(atom) - back);
                    if (seen.Add((Shifted(second), Shifted(first))))
                        orbit.Add(new Image(operations[o].Cartesian, [.. permutations[o].Select(Shifted)], Shifted(second), Shifted(first), true));
                }
                // The first image is by the identity, the pair itself.
                orbits.Add(orbit);
            }
        }
        return orbits;
    }

    /// <returns>Whether forces were differentiated exactly.</returns>
    bool Differentiate(Triplets triplets, List<Image> orbit, int total)
    {
        // An evaluator of its own, so that lists, and with them bits, do not depend on what a thread did before.
        using var evaluator = potential.Open(new EvaluatorOptions(Team.Single, Skin: 0.1) { Cancellation = cancellation });
        var tangents = ForceTangents.Of(evaluator);
        var step = settings.Displacement ?? (tangents.HasForceTangent ? ExactStep : DifferencedStep);
        var (a, j, count) = (orbit[0].First, orbit[0].Second, lattice.Structure.Count);
        var slopes = new Vec3[9][];
        var (direction, up, down) = (new Vec3[count], new Vec3[count], new Vec3[count]);
        var displaced = lattice.Structure.Clone();
        var home = displaced.Positions[a];
        for (var e = 0; e < 9; e++)
        {
            cancellation.ThrowIfCancellationRequested();
            direction[j] = Unit(e % 3);
            displaced.Positions[a] = home + step * Unit(e / 3);
            tangents.ForceTangent(displaced, direction, up);
            displaced.Positions[a] = home - step * Unit(e / 3);
            tangents.ForceTangent(displaced, direction, down);
            slopes[e] = [.. up.Zip(down, (u, d) => (d - u) / (2 * step))];
            if (slopes[e].Any(s => !s.IsFinite))
                throw new PotentialException($"A third derivative of the energy of {lattice.Primitive} is not a finite number; are its atoms too close?");
            lock (_gate)
                progress?.Invoke(_done += 2, total);
        }
        foreach (var image in orbit)
            Spread(triplets, slopes, image);
        return tangents.HasForceTangent;
    }

    void Spread(Triplets triplets, Vec3[][] slopes, Image image)
    {
        for (var k = 0; k < lattice.Structure.Count; k++)
        {
            if (triplets.Of(image.First, image.Second, image.Moved[k]) is not { } into)
                continue;
            // Φ'_xyz = R_xα R_yβ R_zγ Φ_αβγ, the first two exchanged where the atoms are.
            for (var e = 0; e < 9; e++)
            {
                var sum = Vec3.Zero;
                for (var f = 0; f < 9; f++)
                    sum += image.Rotation[e / 3, f / 3] * image.Rotation[e % 3, f % 3] * slopes[f][k];
                var turned = image.Rotation * sum;
                var at = image.Exchanged ? 9 * (e % 3) + 3 * (e / 3) : 3 * e;
                (into[at], into[at + 1], into[at + 2]) = (turned.X, turned.Y, turned.Z);
            }
        }
    }

    static Vec3 Unit(int d) => new(d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0);
}
