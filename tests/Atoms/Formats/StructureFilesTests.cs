using System.IO.Compression;
using System.Text;
using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class StructureFilesTests
{
    const string Xyz = "1\nProperties=species:S:1:pos:R:3 energy=-1\nH 0 0 0\n";
    const string Poscar = "x\n1\n9 0 0\n0 9 0\n0 0 9\nHe\n1\nD\n0 0 0\n";
    const string Cif = "data_x\n_cell_length_a 4\n_cell_length_b 4\n_cell_length_c 4\n_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 90\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nLi 0 0 0\n";
    const string Lammps = "x\n\n1 atoms\n1 atom types\n0 1 xlo xhi\n0 1 ylo yhi\n0 1 zlo zhi\n\nMasses\n\n1 9.012\n\nAtoms # atomic\n\n1 1 0 0 0\n";
    const string Pdb = "ATOM      1  B   BOR A   7       1.000  -2.500   3.125  1.00  0.00           B\n";

    [Theory]
    [InlineData("a.xyz", Xyz, "H")]
    [InlineData("a.extxyz", Xyz, "H")]
    [InlineData("POSCAR", Poscar, "He")]
    [InlineData("CONTCAR.12", Poscar, "He")]
    [InlineData("a.vasp", Poscar, "He")]
    [InlineData("a.cif", Cif, "Li")]
    [InlineData("data.x", Lammps, "Be")]
    [InlineData("a.lmp", Lammps, "Be")]
    [InlineData("a.pdb", Pdb, "B")]
    public void TheFormatIsToldByNameAndContent(string name, string text, string formula)
    {
        Assert.Equal(formula, Assert.Single(Scratch.Read(name, text)).Structure.Formula);

        // And by the content alone, under a name that says nothing or something else.
        Assert.Equal(formula, Assert.Single(Scratch.Read("structure", text)).Structure.Formula);
        Assert.Equal(formula, Assert.Single(Scratch.Read(name == "a.cif" ? "a.xyz" : "a.cif", text)).Structure.Formula);
    }

    [Fact]
    public void GzipIsToldByItsFirstBytes()
    {
        using var scratch = new Scratch();
        using (var gzip = new GZipStream(File.Create(scratch.PathOf("a.xyz")), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(Xyz));
        Assert.Equal(-1, StructureFiles.ReadOne(scratch.PathOf("a.xyz")).Energy);
        scratch.Put("b.xyz.gz", Xyz);
        Assert.Equal(-1, StructureFiles.ReadOne(scratch.PathOf("b.xyz.gz")).Energy);

        var frame = StructureFiles.ReadOne(scratch.PathOf("a.xyz"));
        StructureFiles.Write(scratch.PathOf("c.xyz.gz"), [frame], overwrite: false);
        Assert.Equal(0x1f, File.ReadAllBytes(scratch.PathOf("c.xyz.gz"))[0]);
        Assert.Equal(-1, StructureFiles.ReadOne(scratch.PathOf("c.xyz.gz")).Energy);
    }

    [Fact]
    public void AGzipFileCutShortIsFoundOut()
    {
        using var scratch = new Scratch();
        var random = new Random(1);
        var frame = new Frame(new Structure([.. Enumerable.Repeat(new Element(1), 500)], [.. Enumerable.Range(0, 500).Select(_ => new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()))]));
        StructureFiles.Write(scratch.PathOf("a.xyz.gz"), [frame], overwrite: false);
        var bytes = File.ReadAllBytes(scratch.PathOf("a.xyz.gz"));
        File.WriteAllBytes(scratch.PathOf("a.xyz.gz"), bytes[..(bytes.Length / 2)]);
        var message = Assert.Throws<AtomsException>(() => StructureFiles.Read(scratch.PathOf("a.xyz.gz")).Count()).Message;
        Assert.Contains("cut short", message);
    }

    [Fact]
    public void AMissingFileIsNamedAndOneLikeItOffered()
    {
        using var scratch = new Scratch();
        var there = scratch.Put("Si_train.xyz", Xyz);
        scratch.Put("unrelated.txt", Xyz);
        var missing = scratch.PathOf("Si_tarin.xyz");
        Assert.Equal($"There is no file {missing}. Did you mean {there}?", Assert.Throws<AtomsException>(() => StructureFiles.Read(missing)).Message);
        missing = scratch.PathOf("zzzzzzzz.qqq");
        Assert.Equal($"There is no file {missing}.", Assert.Throws<AtomsException>(() => StructureFiles.Read(missing)).Message);
        missing = Path.Combine(scratch.Folder, "nowhere", "a.xyz");
        Assert.Equal($"There is no file {missing}. The folder {Path.Combine(scratch.Folder, "nowhere")} does not exist either.", Assert.Throws<AtomsException>(() => StructureFiles.Read(missing)).Message);
        Assert.Equal($"{scratch.Folder} is a folder; name a file in it.", Assert.Throws<AtomsException>(() => StructureFiles.Read(scratch.Folder)).Message);
    }

    [Fact]
    public void OtherFilesAreRefusedByWhatTheyAre()
    {
        using var scratch = new Scratch();
        string Refusal(string name, byte[] content)
        {
            File.WriteAllBytes(scratch.PathOf(name), content);
            return Assert.Throws<AtomsException>(() => StructureFiles.Read(scratch.PathOf(name))).Message.Replace(scratch.Folder + Path.DirectorySeparatorChar, "");
        }
        Assert.Equal("a.xyz is empty.", Refusal("a.xyz", []));
        Assert.Equal("a.bz2 is compressed with bzip2; unpack it first, or compress it with gzip, which is read as it is.", Refusal("a.bz2", "BZh91AY"u8.ToArray()));
        Assert.Equal("a.zip is compressed with zip; unpack it first, or compress it with gzip, which is read as it is.", Refusal("a.zip", "PK\u0003\u0004...."u8.ToArray()));
        Assert.Equal("a.xyz is UTF-16 text; save it as UTF-8.", Refusal("a.xyz", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Xyz)).ToArray()));
        Assert.StartsWith("a.txt: neither its name nor its content tells its format. These are read: extxyz (.extxyz .xyz .exyz)", Refusal("a.txt", "hello\nworld\n"u8.ToArray()));
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefused()
    {
        using var scratch = new Scratch();
        Frame[] frames = [.. StructureFiles.Read(scratch.Put("a.xyz", Xyz))];
        string Refusal(string name, string? format = null) => Assert.Throws<AtomsException>(() => StructureFiles.Write(scratch.PathOf(name), frames, overwrite: false, format)).Message.Replace(scratch.Folder + Path.DirectorySeparatorChar, "");
        Assert.Equal("a.xyz exists; choose another name or add --force", Refusal("a.xyz"));
        Assert.StartsWith("b.txt: the name does not tell the format to write. These are known: extxyz", Refusal("b.txt"));
        Assert.StartsWith("b.pdb: pdb is read but not written. These are written: extxyz", Refusal("b.pdb"));
        Assert.StartsWith("There is no format 'json'.", Refusal("b.json", "json"));
        Assert.Equal("nowhere/b.xyz cannot be written: its folder does not exist; make it first.", Refusal(Path.Combine("nowhere", "b.xyz")).Replace('\\', '/'));
        Assert.Equal(["a.xyz"], Directory.EnumerateFiles(scratch.Folder).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void PlainXyzIsWrittenByItsName()
    {
        using var scratch = new Scratch();
        var frame = StructureFiles.ReadOne(scratch.Put("a.xyz", Xyz));
        StructureFiles.Write(scratch.PathOf("b.xyz"), [frame, frame], overwrite: false, format: "xyz");
        Assert.Equal("1\nH\nH 0 0 0\n1\nH\nH 0 0 0\n", File.ReadAllText(scratch.PathOf("b.xyz")));
    }

    [Fact]
    public void AFileMayBeReadTwice()
    {
        using var scratch = new Scratch();
        var frames = StructureFiles.Read(scratch.Put("a.xyz", Xyz + Xyz));
        Assert.Equal(2, frames.Count());
        Assert.Equal(2, frames.Count());
    }
}
