import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Copies what other programs can see of jars: the classes of the packages that a module exports to
 * all, or of all packages of a jar that is not a named module. Only the public ones, with those from
 * which they inherit, and of these the public and protected members, without code or debug
 * information. Equal APIs give equal bytes.
 */
final class Api {

  public static void main(String[] folderAndJars) throws IOException {
    for (int i = 1; i < folderAndJars.length; i++) {
      Path jar = Path.of(folderAndJars[i]);
      String name = jar.getFileName().toString().replaceFirst("-\\d.*", ".jar");
      write(visible(classes(jar)), Path.of(folderAndJars[0], name));
    }
  }

  private static TreeMap<String, byte[]> classes(Path source) throws IOException {
    Set<String> exported = exported(source);
    TreeMap<String, byte[]> classes = new TreeMap<>();
    try (JarFile jar = new JarFile(source.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class") && exported.contains(folder(name).replace('/', '.'))) {
          try (InputStream content = jar.getInputStream(entry)) {
            classes.put(name, content.readAllBytes());
          }
        }
      }
    }
    return classes;
  }

  /** The public classes, and those from which they inherit. */
  private static TreeMap<String, byte[]> visible(TreeMap<String, byte[]> classes) {
    TreeMap<String, byte[]> visible = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>(classes.keySet());
    open.removeIf(name -> !isVisible(new ClassReader(classes.get(name)).getAccess()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (classes.containsKey(name) && !visible.containsKey(name)) {
        ClassReader type = new ClassReader(classes.get(name));
        visible.put(name, api(type));
        open.add(type.getSuperName() + ".class");
        Stream.of(type.getInterfaces()).map(parent -> parent + ".class").forEach(open::add);
      }
    }
    return visible;
  }

  private static void write(TreeMap<String, byte[]> classes, Path jar) throws IOException {
    try (JarOutputStream target = new JarOutputStream(Files.newOutputStream(jar))) {
      target.setLevel(Deflater.BEST_COMPRESSION);
      for (var entry : classes.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        target.putNextEntry(header);
        target.write(entry.getValue());
      }
    }
  }

  private static Set<String> exported(Path jar) {
    ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    return module.isAutomatic()
        ? module.packages()
        : module.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(toSet());
  }

  private static String folder(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static byte[] api(ClassReader type) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor visible =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public FieldVisitor visitField(
              int access, String name, String descriptor, String signature, Object value) {
            return isVisible(access)
                ? super.visitField(access, name, descriptor, signature, value)
                : null;
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            // Constructors say whether a class can be extended.
            return isVisible(access) || name.equals("<init>")
                ? super.visitMethod(access, name, descriptor, signature, exceptions)
                : null;
          }
        };
    type.accept(visible, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  private static boolean isVisible(int access) {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
  }
}
