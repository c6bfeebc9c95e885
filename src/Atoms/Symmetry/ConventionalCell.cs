using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The seven crystal systems, by the point group (not by the shape of the cell, which may be more symmetric than what is in it).</summary>
public enum CrystalSystem
{
    Triclinic,
    Monoclinic,
    Orthorhombic,
    Tetragonal,
    Trigonal,
    Hexagonal,
    Cubic,
}

/// <summary>
/// The cell whose vectors lie along a crystal's symmetry axes, right-handed, in the orientation of the crystal. Cubic, tetragonal (c the fourfold axis), hexagonal and trigonal (c the axis, γ = 120°) as usual; orthorhombic
/// with a ≤ b ≤ c, but of a face-centred pair a ≤ b with the centred face between them; monoclinic with the axis along b and β ≥ 90°, centred on C; triclinic reduced.
/// </summary>
/// <param name="Centring">P, C, I, F, or R (hexagonal axes, obverse: (2a + b + c)/3 is a lattice vector).</param>
/// <param name="Vectors">Lattice vectors as rows, Å.</param>
public sealed record ConventionalCell(CrystalSystem System, char Centring, Mat3 Vectors)
{
    // Of a reduced cell no vector wanted here has larger components.
    const int Reach = 4;

    /// <summary>Pearson's symbol of the lattice: cF, hP, hR, tI, oC, mC, aP …</summary>
    public string Lattice => $"{"amothhc"[(int)System]}{Centring}";

    /// <summary>The conventional cell of a crystal.</summary>
    public static ConventionalCell Of(SpaceGroup group)
    {
        if (group.Translations.Count > 1)
            group = SpaceGroup.Of(group.Primitive.Structure, group.Tolerance);
        var own = group.Structure.Cell!;
        var cell = own.Reduced(Periodicity.All);
        var to = TranslationFinder.Rounded(own.Vectors * cell.Inverse);
        var (down, up) = (to.Transposed, to.Inverse().Transposed);
        return new Axes(cell, [.. group.Representatives.Select(o => TranslationFinder.Rounded(down * o.Rotation * up)).Select(w => w.Determinant < 0 ? -1.0 * w : w).Distinct()]).Find();
    }

    /// <param name="Proper">The proper parts of the rotations, on fractional coordinates of a reduced primitive cell.</param>
    sealed record Axes(Cell Cell, IReadOnlyList<Mat3> Proper)
    {
        internal ConventionalCell Find()
        {
            Mat3[] fours = OfOrder(4), threes = OfOrder(3), twos = OfOrder(2);
            if (threes.Length > 2)
            {
                var along = (fours.Length > 0 ? fours : twos).Select(Axis).Distinct().ToArray();
                return Made(CrystalSystem.Cubic, along[0], along[1], along[2]);
            }
            if (threes.Length > 0)
            {
                var a = Shortest(threes[0], null);
                return Made(OfOrder(6).Length > 0 ? CrystalSystem.Hexagonal : CrystalSystem.Trigonal, a, threes[0] * a, Axis(threes[0]));
            }
            if (fours.Length > 0)
            {
                var a = Shortest(fours[0], null);
                return Made(CrystalSystem.Tetragonal, a, fours[0] * a, Axis(fours[0]));
            }
            if (twos.Length > 1)
                return Orthorhombic(twos.Select(Axis).ToArray());
            if (twos.Length == 1)
                return Monoclinic(twos[0]);
            return new ConventionalCell(CrystalSystem.Triclinic, 'P', Cell.Vectors.Determinant < 0 ? -1.0 * Cell.Vectors : Cell.Vectors);
        }

        Mat3[] OfOrder(int order) => [.. Proper.Where(w => Order(w) == order)];

        ConventionalCell Orthorhombic(Vec3[] along)
        {
            Vec3[] v = [.. along.OrderBy(Length)];
            var centred = Enumerable.Range(0, 3).Where(k => IsLattice(0.5 * (v[(k + 1) % 3] + v[(k + 2) % 3]))).ToArray();
            if (centred.Length == 1)
                v = [v[Math.Min((centred[0] + 1) % 3, (centred[0] + 2) % 3)], v[Math.Max((centred[0] + 1) % 3, (centred[0] + 2) % 3)], v[centred[0]]];
            return Made(CrystalSystem.Orthorhombic, v[0], v[1], v[2]);
        }

        ConventionalCell Monoclinic(Mat3 two)
        {
            var b = Axis(two);
            var a = Shortest(two, null);
            var c = Shortest(two, a);
            // The centred face is to be C; of A and I other vectors of the plane are taken.
            if (IsLattice(0.5 * (b + c)))
                (a, c) = (c, a);
            else if (IsLattice(0.5 * (a + b + c)))
                a = Length(a + c) < Length(a - c) ? a + c : a - c;
            if (Vec3.Dot(Cell.ToCartesian(a), Cell.ToCartesian(c)) > 0)
                c = -c;
            return Made(CrystalSystem.Monoclinic, a, b, c);
        }

        ConventionalCell Made(CrystalSystem system, Vec3 a, Vec3 b, Vec3 c)
        {
            var multiples = Mat3.FromRows(a, b, c);
            var ratio = (int)Math.Round(Math.Abs(multiples.Determinant));
            var centring = ratio switch
            {
                1 => 'P',
                2 => IsLattice(0.5 * (a + b + c)) ? 'I' : 'C',
                3 => 'R',
                _ => 'F',
            };
            var vectors = multiples * Cell.Vectors;
            if (vectors.Determinant < 0)
            {
                // Turning an axis round is no change of the lattice; of three that a rotation joins, all are turned.
                vectors = system is CrystalSystem.Cubic ? -1.0 * vectors
                    : system is CrystalSystem.Monoclinic ? Mat3.FromRows(vectors.Row(0), -vectors.Row(1), vectors.Row(2))
                    : Mat3.FromRows(vectors.Row(0), vectors.Row(1), -vectors.Row(2));
            }
            if (centring == 'R' && !IsLattice(1 / 3.0 * (2 * vectors.Row(0) + vectors.Row(1) + vectors.Row(2)) * Cell.Inverse))
                vectors = Mat3.FromRows(-vectors.Row(0), -vectors.Row(1), vectors.Row(2));
            return new ConventionalCell(system, centring, vectors);
        }

        double Length(Vec3 v) => Cell.ToCartesian(v).Length;

        // Whole numbers up to rounding and the noise of the cell: what is asked about are halves and thirds.
        static bool IsLattice(Vec3 v) => AtomSites.Nearest(v).Length < 0.05;

        /// <summary>The shortest lattice vector along the axis of a turn.</summary>
        static Vec3 Axis(Mat3 turn)
        {
            var sum = Sum(turn);
            var v = Enumerable.Range(0, 3).Select(k => sum.Transposed.Row(k)).OrderByDescending(s => s.LengthSquared).First();
            var divisor = Divisor(Divisor((long)Math.Abs(v.X), (long)Math.Abs(v.Y)), (long)Math.Abs(v.Z));
            v /= divisor;
            // One of the two directions, so that turns about one axis agree.
            var first = v.X != 0 ? v.X : v.Y != 0 ? v.Y : v.Z;
            return first < 0 ? new Vec3(0 - v.X, 0 - v.Y, 0 - v.Z) : v;
        }

        /// <summary>The shortest lattice vector in the plane across the axis of a turn, not along one that is had already.</summary>
        Vec3 Shortest(Mat3 turn, Vec3? other)
        {
            var sum = Sum(turn);
            var (best, length) = (Vec3.Zero, double.MaxValue);
            for (var i = -Reach; i <= Reach; i++)
            {
                for (var j = -Reach; j <= Reach; j++)
                {
                    for (var k = -Reach; k <= Reach; k++)
                    {
                        var v = new Vec3(i, j, k);
                        // Shorter by more than rounding, or the choice would depend on it.
                        if (v == Vec3.Zero || (sum * v).LengthSquared > 0.25 || (other is { } o && Vec3.Cross(v, o).LengthSquared < 0.25) || Length(v) > length * (1 - 1e-9))
                            continue;
                        (best, length) = (v, Length(v));
                    }
                }
            }
            return best;
        }

        /// <summary>1 + W + W² + … over all powers: a projection onto the axis.</summary>
        static Mat3 Sum(Mat3 turn)
        {
            var (sum, power) = (Mat3.Identity, turn);
            for (var k = 1; k < Order(turn); k++, power = power * turn)
                sum += power;
            return sum;
        }

        static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
    }

    /// <summary>Of a proper rotation, by its trace.</summary>
    internal static int Order(Mat3 proper) => (int)Math.Round(proper.Trace) switch { 3 => 1, 2 => 6, 1 => 4, 0 => 3, _ => 2 };
}
