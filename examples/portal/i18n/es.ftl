### Español. La referencia es en.ftl.

-product = Switchhook

## Words used everywhere

product-name = { -product }
month-name = { $month ->
    [m01] enero
    [m02] febrero
    [m03] marzo
    [m04] abril
    [m05] mayo
    [m06] junio
    [m07] julio
    [m08] agosto
    [m09] septiembre
    [m10] octubre
    [m11] noviembre
   *[m12] diciembre
}
month-of-year = { $month } de { $year }
list-last = { $others } y { $last }
calls-count = { $count ->
    [one] { NUMBER($count) } llamada
    [many] { NUMBER($count) } de llamadas
   *[other] { NUMBER($count) } llamadas
}
entries-count = { $count ->
    [one] { NUMBER($count) } entrada
    [many] { NUMBER($count) } de entradas
   *[other] { NUMBER($count) } entradas
}
people-count = { $count ->
    [one] { NUMBER($count) } persona
    [many] { NUMBER($count) } de personas
   *[other] { NUMBER($count) } personas
}
phones-count = { $count ->
    [one] { NUMBER($count) } teléfono
    [many] { NUMBER($count) } de teléfonos
   *[other] { NUMBER($count) } teléfonos
}
lines-count = { $count ->
    [one] { NUMBER($count) } línea
    [many] { NUMBER($count) } de líneas
   *[other] { NUMBER($count) } líneas
}
save = Guardar
cancel = Cancelar
delete = Eliminar
edit = Modificar
search = Buscar
filter-apply = Mostrar
filter-clear = Quitar los filtros
filter-remove = Quitar el filtro { $filter }
filter-chip = { $name }: { $value }
filters-active = Filtros activos
load-more = Mostrar más
all = Todos
copy = Copiar
copied = Copiado
actions = Acciones
actions-for = Acciones para { $name }
optional = opcional
unknown = Desconocido
sort-by = Ordenar por { $column }
export-csv = Descargar CSV
print = Imprimir
form-has-errors = No se ha guardado nada. Corrija:
name = Nombre
first-name = Nombre de pila
last-name = Apellidos
company = Empresa
department = Departamento
email = Correo electrónico
number = Número
numbers = Números
date-label = Fecha
duration-label = Duración
state = Estado
from = De
to = A
result = Resultado

## Frame of every page

skip-to-content = Ir al contenido
main-menu = Menú principal
menu-fold = Plegar el menú
menu-unfold = Desplegar el menú
menu-open = Menú
menu-telephony = Mi telefonía
menu-queues = Grupos de llamadas
menu-admin = Administración
language = Idioma
theme = Apariencia
theme-system = Como el sistema
theme-light = Claro
theme-dark = Oscuro
preferences = Idioma y apariencia
apply = Aplicar
log-out = Cerrar sesión
signed-in-as = Sesión iniciada como { $name }
live-state-live = En directo
live-state-late = Con retraso
live-state-offline = Sin conexión
live-state-help = Conexión con los datos en directo
demo-ribbon = Demostración
demo-help = Empresa ficticia y centralita simulada: no suena ningún teléfono real.
footer-about = { -product }, portal de telefonía para Asterisk
notices = Avisos
success = Hecho
failure = Error
info = Nota
confirm-title = Confirme la acción
confirm-yes = Sí, continuar
session-ending-title = ¿Sigue ahí?
session-ending-text = No ha habido actividad desde hace un rato. La sesión se cerrará dentro de un minuto.
session-stay = Seguir conectado

## Presence and calls

presence-free = Libre
presence-ringing = Suena
presence-busy = En llamada
presence-offline = Sin conexión
presence-unknown = Desconocido
direction-in = Entrante
direction-out = Saliente
direction-internal = Interna
call-ringing = Llamando
call-talking = En conversación
call-waiting = En cola
call-held = En espera
call-service = Servicio automático
result-answered = Contestada
result-missed = Sin respuesta
result-busy = Ocupado
result-failed = Fallida
call-number = Llamar al { $number }
dial-ringing = Suena su teléfono { $phone }: descuélguelo y se llamará al { $number }.
dial-pending = Llamando…
dial-failed = No se ha hecho la llamada. El portal no ha respondido; inténtelo de nuevo.
dial-no-phone = No tiene teléfono: pida uno a su administrador para llamar desde aquí.

## Log in and passwords

login-title = Iniciar sesión
login-name = Usuario
password = Contraseña
login-submit = Entrar
login-wrong = El usuario o la contraseña no son correctos. Compruébelos e inténtelo de nuevo.
login-too-many = { $seconds ->
    [one] Demasiados intentos. Espere { NUMBER($seconds) } segundo e inténtelo de nuevo.
    [many] Demasiados intentos. Espere { NUMBER($seconds) } de segundos e inténtelo de nuevo.
   *[other] Demasiados intentos. Espere { NUMBER($seconds) } segundos e inténtelo de nuevo.
}
login-expired = La sesión terminó por inactividad. Vuelva a entrar.
login-demo-accounts = Cuentas de la demostración
profile = Perfil
profiles = Perfiles
setup-title = Primer administrador
setup-intro = Este portal aún no tiene cuentas. Cree la que lo administrará; esta página solo sirve una vez.
invite-title = Elija su contraseña
invite-intro = Le damos la bienvenida, { $name }. Elija la contraseña con la que entrará como { $login }.
password-new = Contraseña nueva
password-again = La misma contraseña otra vez
password-help = Al menos { NUMBER($length) } caracteres. Una frase corta se recuerda fácilmente.
password-set = Guardar la contraseña

## Home

home-title = Inicio
home-welcome = Le damos la bienvenida, { $name }
home-my-phone = Mi teléfono
home-no-phone = Aún no tiene teléfono. Su administrador puede asignarle uno.
home-missed = Llamadas perdidas hoy
home-no-missed = Hoy no ha perdido ninguna llamada.
home-find = Buscar a un compañero
home-queues = Grupos de llamadas ahora
home-administration = Estado del portal
home-all-well = Todo funciona.
home-problems = { $count ->
    [one] { NUMBER($count) } punto requiere atención.
    [many] { NUMBER($count) } de puntos requieren atención.
   *[other] { NUMBER($count) } puntos requieren atención.
}
home-unrated = { $count ->
    [one] { NUMBER($count) } llamada sin tarifa
    [many] { NUMBER($count) } de llamadas sin tarifa
   *[other] { NUMBER($count) } llamadas sin tarifa
}

## Directory

directory-title = Directorio
directory-search = Nombre, empresa, número o correo
directory-source = Tipo de entrada
directory-source-internal = Compañeros
directory-source-contact = Contactos
directory-only-private = Solo mis contactos privados
directory-only-free = Solo libres ahora
directory-presence = Presencia
directory-where = Empresa o departamento
directory-private = Privado
directory-shared = Compartido
directory-or-others = { $others ->
    [one] { $name } u { NUMBER($others) } persona más
    [many] { $name } u { NUMBER($others) } de personas más
   *[other] { $name } o { NUMBER($others) } personas más
}
directory-add = Añadir un contacto
directory-empty = El directorio está vacío. Añada un primer contacto.
directory-no-result = Nadie coincide con estos filtros.
directory-delete-confirm = ¿Eliminar a { $name } del directorio?

## Contact

contact-new = Contacto nuevo
contact-edit = Modificar el contacto
contact-number-nth = Número { NUMBER($n) }
contact-number-help = Tal como lo marca, con o sin espacios; los internacionales empiezan por +.
contact-private = Privado: solo yo veo este contacto

## Contactos en archivos

contacts-exchange = Contactos: archivos
contacts-intro = El CSV de las hojas de cálculo y la vCard de los teléfonos y programas de correo.
contacts-import = Importar contactos
contacts-export = Exportar contactos
contacts-file = Archivo CSV o vCard
contacts-file-help = Hasta { $megabytes } MB. La primera línea de un archivo CSV nombra sus columnas.
contacts-as-shared = Todos ven estos contactos, salvo que el archivo diga que son privados
contacts-no-file = Elija un archivo.
contacts-too-large = El archivo pasa de { $megabytes } MB: divídalo o quite las fotografías.
contacts-export-private = Mis contactos privados ({ $form })
contacts-export-shared = Los contactos compartidos ({ $form })
contacts-preview = { $file }: lo que se añadiría
contacts-nothing-stored = Todavía no se ha guardado nada.
contacts-to-add = Por añadir
contacts-known = Ya conocidos
contacts-later = La próxima vez: importe de nuevo el mismo archivo
contacts-refused = Rechazados
contacts-left-out = Se deja fuera, por falta de lugar aquí:
contacts-do-import = Importar
contacts-line = Línea
contacts-reason = Motivo
contacts-not-yours = Todos verían este contacto: solo quienes gestionan el directorio importan contactos así. Márquelo como privado.
contacts-field = { $field }: { $problem }
contacts-open-quote = Unas comillas no se cierran; duplique las que sean parte de un texto.
contacts-row-too-long = La fila pasa de { NUMBER($max) } bytes; divídala.
contacts-no-heading = La primera línea debe nombrar una columna de nombres o empresas y una de números.
contacts-outside-card = Esto está fuera de toda tarjeta; escríbalo entre BEGIN:VCARD y END:VCARD.
contacts-not-ended = La tarjeta no termina; escriba END:VCARD al final.
contacts-unknown-version = No se conoce la versión «{ $version }» de vCard; exporte en 3.0 o 4.0.
contacts-group = Es un grupo y no la tarjeta de alguien; exporte sus miembros.
contacts-too-many = Un archivo trae { NUMBER($max) } contactos como máximo; divídalo.
notice-contacts-imported = Los contactos se han importado.

## Live calls

live-title = Llamadas en curso
live-empty = Nadie está al teléfono en este momento. Las llamadas aparecen aquí en cuanto empiezan.
live-since = Desde hace
live-pause = Detener la actualización
live-stale = Este es el último estado conocido: el servidor de telefonía no responde o se está volviendo a consultar. La página se corregirá sola.
live-queue = Cola

## Channels

channels-title = Todos los canales
channels-count = { $count ->
    [one] { NUMBER($count) } canal
    [many] { NUMBER($count) } de canales
   *[other] { NUMBER($count) } canales
}
channels-bridge = Puente
channels-bridge-kind = Puente ({ $kind })
channels-alone = Sin puente
channels-name = Canal
channels-party = Interlocutor
channels-connected = Conectado con
channels-application = Aplicación
channel-up = Conectado
channel-calling = Llama
channel-preparing = En preparación
channel-busy = Ocupado

## Queue board

queues-title = Panel de colas
queues-empty = No ve ninguna cola. Un administrador puede nombrarle agente o supervisor.
queue-waiting = En espera
queue-longest = Espera más larga
queue-agents-free = Agentes libres
queue-agents-busy = Agentes ocupados
queue-answered = Atendidas
queue-abandoned = Abandonadas
queue-callers = Llamantes en espera
queue-no-callers = No hay nadie en espera.
queue-agents = Agentes
queue-no-agents = No hay agentes en esta cola.
queue-position = Posición
queue-caller = Llamante
queue-agent = Agente
queue-calls-taken = Llamadas atendidas
agent-free = Libre
agent-ringing = Sonando
agent-busy = En llamada
agent-paused = En pausa
agent-paused-for = En pausa: { $reason }
agent-unavailable = No disponible

## Call log

calls-title = Registro de llamadas
calls-direction = Sentido
calls-number-contains = El número contiene
calls-time-window = Hora ± 30 min
calls-masked = Se ocultan las tres últimas cifras de los números ajenos.
calls-cost = Coste
calls-unrated = Sin tarifa
call-of = Llamada del { $when }
call-about = La llamada
call-tax = Impuesto
call-rated = Calculado
call-pending = Aún no tiene precio: las llamadas se tarifican al terminar.
call-tariff-gone = Una tarifa que ya no se conserva
calls-empty = Aún no hay llamadas. Aparecen aquí cuando terminan.
calls-no-result = Ninguna llamada coincide con estos filtros.
calls-scope-own = Sus llamadas
calls-scope-department = Llamadas de su departamento
calls-scope-all = Llamadas de todos

## Costs

costs-title = Costes
costs-step-period = 1. Período
costs-step-report = 2. Informe
costs-step-who = 3. De quién
costs-month = Mes
costs-month-none = Ningún mes: usar las fechas
costs-begin = Primer día
costs-end = Último día, incluido
costs-period-help = Elija un mes, o bien fechas.
costs-summary = Resumen: una línea por persona
costs-detail = Detalle: una línea por llamada
costs-phones = Teléfonos
costs-who-help = Elija un departamento o teléfonos; ninguno de los dos para todo lo que puede ver.
costs-show = Mostrar los costes
costs-report-title = Costes: { $period }
costs-kind-summary = Resumen
costs-kind-detail = Detalle
costs-criteria = Criterios
costs-period = Período
costs-report = Informe
costs-called = Número llamado
costs-calls = Llamadas
costs-before-tax = Sin impuestos ({ $currency })
costs-tax = Impuestos ({ $currency })
costs-after-tax = Con impuestos ({ $currency })
costs-subtotal = Total de { $department }
costs-total = Total general
costs-rounding = Los totales suman los importes exactos; solo se redondea al mostrarlos.
costs-empty = Ninguna llamada con precio en este período.
costs-change = Cambiar los criterios
costs-unrated-notice = { $count ->
    [one] { NUMBER($count) } llamada de este período no tiene tarifa y no figura en los totales.
    [many] { NUMBER($count) } de llamadas de este período no tienen tarifa y no figuran en los totales.
   *[other] { NUMBER($count) } llamadas de este período no tienen tarifa y no figuran en los totales.
}

## Calls without a tariff

unrated-title = Llamadas sin tarifa
unrated-intro = Ninguna tarifa corresponde a estos números: sus llamadas no tienen precio. Añada un precio o suba una tarifa corregida.
unrated-empty = Todas las llamadas tienen tarifa.
unrated-reason = Motivo
unrated-again = Volver a calcular

## People

people-title = Usuarios
people-add = Añadir un usuario
people-search = Nombre o usuario
people-empty = Ningún usuario coincide.
people-phones = Teléfonos
people-last-login = Último acceso
people-never = Nunca
person-active = Activo
person-invited = Invitado
person-disabled = Desactivado
person-new = Usuario nuevo
person-edit = Usuario: { $name }
person-login-help = Minúsculas, cifras, puntos y guiones.
person-profiles-help = Los derechos se suman: con varios perfiles se puede lo que cualquiera de ellos permita.
person-queues = Colas
person-queues-help = Quien atiende las llamadas de una cola o la supervisa. Estos perfiles nacen y desaparecen con la cola.
person-grants = Permisos particulares
person-grants-help = Sobre todo, solo para esta persona, y anotado en el registro de auditoría.
person-grant-with = Cuenta junto con: { $profiles }.
person-department-none = Ningún departamento
person-access = Acceso
person-disable = Desactivar
person-enable = Reactivar
person-disable-confirm = ¿Desactivar a { $name }? Las sesiones abiertas terminan al instante; el historial se conserva.
person-new-link = Nuevo enlace de contraseña
person-new-link-help = Crea un enlace con el que la persona elige su contraseña. Nadie más la ve nunca.
link-title = Enlace de un solo uso
link-intro = Entregue este enlace a { $name }. Solo se muestra aquí y ahora.
link-expires = Funciona una vez, hasta el { $when }.
link-label = Enlace

## Departments

departments-title = Departamentos
departments-add = Añadir un departamento
departments-empty = Aún no hay departamentos. Añada el primero.
department-short = Nombre corto
department-full = Nombre completo
department-new = Departamento nuevo
department-edit = Departamento: { $name }
department-delete-confirm = ¿Eliminar el departamento { $name }? Solo se puede eliminar un departamento sin usuarios ni teléfonos.

## Phones

phones-title = Teléfonos
phones-add = Añadir un teléfono
phones-empty = Aún no hay teléfonos. Añada el primero.
phones-search = Extensión, nombre o usuario
phone-extension = Extensión
phone-extension-help = El número interno: de 2 a 6 cifras.
phone-label = Nombre que ven los demás
phone-person = Usuario
phone-person-none = Nadie
phone-hidden = Ocultar en el directorio
phone-new = Teléfono nuevo
phone-edit = Teléfono { $extension }
phone-effect-title = Qué hace al guardar
phone-effect-text = Las secciones PJSIP de este teléfono se escriben en Asterisk y se recarga PJSIP. Las llamadas en curso no se tocan.
phone-delete-confirm = ¿Eliminar el teléfono { $extension }? Ya no podrá registrarse; sus llamadas quedan en el registro.
phone-secret-title = El teléfono { $extension } está listo
phone-secret-intro = Introdúzcalos en el teléfono. La contraseña solo se muestra aquí y ahora.
phone-secret-server = Servidor SIP
phone-secret-user = Usuario SIP
phone-secret-password = Contraseña SIP
phone-new-secret = Nueva contraseña SIP
phone-new-secret-confirm = ¿Crear una contraseña nueva para { $extension }? El teléfono queda fuera de servicio hasta que se introduzca en él.
done = Terminado

## Health

health-title = Comprobación de la configuración
health-item = Elemento
health-detail = Detalle
health-remedy = Qué hacer
health-ok = Funciona
health-warning = Atención
health-failed = Falla
health-again = Comprobar de nuevo
health-checked-at = Comprobado el { $when }

## Audit

audit-title = Registro de auditoría
audit-search = Persona, acción u objeto
audit-when = Cuándo
audit-who = Quién
audit-address = Desde la dirección
audit-action = Acción
audit-object = Objeto
audit-done = Hecho
audit-refused = Denegado
audit-failed = Error
audit-empty = No hay nada registrado con estos criterios.

## Account

account-title = Mi cuenta
account-data = Mis datos
account-data-help = Su administrador mantiene estos datos al día.
account-phones = Mis teléfonos
account-password = Cambiar mi contraseña
account-password-current = Contraseña actual
account-sessions = Mis sesiones
account-session-started = Inicio
account-session-seen = Última actividad
account-session-address = Dirección
account-session-browser = Navegador
account-session-current = Esta
account-session-end = Cerrar
account-session-end-label = Cerrar la sesión desde { $address }

## Errors

error-what = Qué ha pasado
error-not-done = Qué no se ha hecho
error-remedy = Qué puede hacer
error-reference = Referencia para su administrador: { $reference }
error-home = Ir a la página de inicio
dial-own-number = Es su propio número; elija otro.

## What is wrong with a field

problem-empty = Rellene este campo.
problem-too-short = Escriba al menos { NUMBER($min) } caracteres.
problem-too-long = Escriba como máximo { NUMBER($max) } caracteres.
problem-not-digits = Utilice solo cifras.
problem-blank = Quite los espacios.
problem-bad-character = Quite el carácter «{ $character }».
problem-not-an-email = Escriba la dirección como nombre@ejemplo.org.
problem-not-a-date = Elija una fecha.
problem-not-a-month = Elija un mes de la lista.
problem-not-a-time = Escriba la hora como 14:30.
problem-ends-before-it-begins = El final es anterior al comienzo; intercambie las dos fechas.
problem-excludes = Rellene este campo o el otro, no los dos.
problem-taken = Ya está en uso; elija otro.
problem-unknown = Elija de la lista.
problem-last-administrator = Es el último administrador; nombre antes a otro.
problem-more-than-you-hold = No puede conceder un perfil que usted no tiene.
problem-passwords-differ = Las dos contraseñas son distintas; escríbalas de nuevo.
problem-password-common = Esta contraseña es de las primeras que se prueban; elija otra.
problem-password-like-login = La contraseña contiene el nombre de la cuenta; elija otra.
problem-password-wrong = No es su contraseña actual.
problem-pbx = El servidor telefónico no aceptó el cambio y no se guardó nada: { $reason }

## Profiles

profile-user = Usuario
profile-user-help = Directorio, sus llamadas y sus costes.
profile-department-head = Jefe de servicio
profile-department-head-help = Llamadas y costes de sus servicios.
profile-direction = Dirección
profile-direction-help = Todos los costes y todas las colas.
profile-accounting = Contabilidad
profile-accounting-help = Todos los costes.
profile-calls = Llamadas
profile-calls-help = Todo el registro de llamadas, con números ajenos ocultos.
profile-administrator = Administrador
profile-administrator-help = Usuarios, teléfonos, servicios, tarifa, estado.
profile-auditor = Auditor
profile-auditor-help = Lee el registro de auditoría, nada más.

## What the last request did

notice-saved = Guardado.
notice-deleted = Eliminado.
notice-password-set = Su contraseña nueva está guardada. Ya puede iniciar sesión.
notice-password-changed = Su contraseña ha cambiado; sus otras sesiones han terminado.
notice-session-ended = La sesión ha terminado.
notice-logged-out = Ha cerrado la sesión.
notice-rated-again = Se ha releído la tarifa y valorado las llamadas sin precio.
notice-department-in-use = El servicio aún tiene usuarios o teléfonos; muévalos antes.
pbx-unreachable = El servidor telefónico { $name } no responde desde { $since }. Se muestra el último estado conocido.

## Errors as pages

error-forbidden = Esta página no es para sus perfiles.
error-forbidden-remedy = Pida a un administrador un perfil que lo permita.
error-not-found = No hay nada en esta dirección.
error-not-found-remedy = Puede que se haya eliminado. Continúe desde el menú.
error-stale = El formulario era demasiado antiguo o no procedía de este portal.
error-stale-remedy = Vuelva atrás, recargue la página e inténtelo de nuevo.
error-bad-request = El portal no ha entendido la petición.
error-too-many = Demasiadas peticiones en poco tiempo.
error-too-many-remedy = Espere { NUMBER($seconds) } s e inténtelo de nuevo.
error-internal = Algo ha fallado en el portal.
error-internal-remedy = Inténtelo de nuevo. Si se repite, dé la referencia a un administrador.
error-nothing-done = No se ha guardado ni cambiado nada.
link-void = Este enlace ya se usó o es demasiado antiguo.
link-void-remedy = Pida uno nuevo a un administrador.

## Click-to-dial

dial-connected = Su teléfono está descolgado: se llama al { $number }.
dial-own-no-answer = No se ha contestado en su teléfono { $phone }.
dial-own-busy = Su teléfono { $phone } está ocupado.
dial-own-unreachable = Su teléfono { $phone } no ha sonado: no está registrado. Enciéndalo o pregunte a un administrador.
dial-pbx-down = No se puede contactar con el servidor telefónico; no se ha iniciado ninguna llamada.
dial-unknown = La llamada se ha pedido, pero el servidor no ha dicho qué fue de ella. Mire su teléfono antes de repetir.
dial-refused = El servidor telefónico rechazó la llamada: { $reason }
dial-bad-number = «{ $number }» no se puede marcar: { $problem }
dial-not-allowed = Sus perfiles no permiten iniciar llamadas.
dial-too-many = Demasiadas llamadas en un minuto; espere { NUMBER($seconds) } s.
dial-not-configured = El marcado con un clic no está configurado: dé la tarea «calls» a un [[pbx.manager]] de portal.toml.

## Why a call has no price

unrated-no-tariff = No hay ninguna tarifa configurada.
unrated-no-prefix = Ninguna fila de la tarifa corresponde al número; añada una.
unrated-length = El número no tiene la longitud prevista en la tarifa.
unrated-invalid = El registro de la llamada no se puede valorar: { $reason }
unrated-blocked = La tarifa prohíbe este destino, pero la llamada tuvo lugar.
tariff-in-use = Tarifa en uso: { $tariff }
tariff-problems = Filas de la tarifa que no se usan

## The configuration check

health-pbx-events = Servidor telefónico: eventos
health-pbx-calls = Servidor telefónico: inicio de llamadas
health-pbx-config = Servidor telefónico: configuración
health-pbx-connected = Conectado a { $version }.
health-pbx-connecting = Sin conexión: { $reason }
health-pbx-refused = El servidor rechaza esta cuenta: { $reason }
health-pbx-remedy = Compruebe que Asterisk funciona y compare dirección, usuario y secreto de portal.toml con manager.conf.
health-pbx-missing = No hay ninguna cuenta configurada para esto.
health-pbx-missing-remedy = Añádala en portal.toml como [[pbx.manager]] o dé esta tarea a una cuenta.
health-gaps = Tiempo sin eventos
health-gaps-none = Ninguna interrupción en los últimos treinta días.
health-gap = De { $began } a { $ended }: faltan las llamadas terminadas en ese tiempo.
health-database = Base de datos
health-tariff = Tarifa
health-tariff-problems = { $count ->
    [one] { NUMBER($count) } fila no se puede usar.
    [many] { NUMBER($count) } de filas no se pueden usar.
   *[other] { NUMBER($count) } filas no se pueden usar.
}
health-tariff-remedy = Vea la página «Llamadas sin tarifa».
health-version = Portal { $version }, en marcha desde hace { $uptime }
health-portal = Portal

## Call log, costs and administration: words of the pages behind them

calls-from-name = De: nombre
calls-from-number = De: número
calls-to-name = A: nombre
calls-to-number = A: número
currency = Moneda
phone-label-help = Por ejemplo «Sala de reuniones»; si falta, se muestra el nombre del usuario.
costs-days = Del { $begin } al { $end }
costs-without-department = Sin departamento
costs-date-and-time = Fecha y hora
unrated-no-tariff-in-use = No hay ninguna tarifa en uso.
audit-action-word = { $action ->
    [log-in] Inicio de sesión
    [log-out] Cierre de sesión
    [create] Creación
    [update] Modificación
    [delete] Eliminación
    [originate] Inicio de una llamada
    [schedule] Programación de una llamada
    [configure] Configuración de la centralita
    [export] Exportación
    [rate] Tarificación de llamadas
    [listen] Escuchó
    [purge] Borró por antigüedad
    [view] Consultó
   *[other] Otra
}
audit-object-word = { $kind ->
    [person] Usuario
    [department] Departamento
    [phone] Teléfono
    [contact] Contacto
    [call] Llamada
    [api-client] Cliente de la API
    [file] Archivo
    [page] Página
    [tariffs] Tarifa
    [tariff] Versión de la tarifa
    [recording] Grabación
    [kept] Datos conservados
    [session] Sesión
    [site] Ajustes del sitio
    [queue] Cola
   *[other] Otro
}
audit-named = { $kind }: { $name }
audit-portal = Portal
health-gap-open = Desde { $began } no llega ningún evento: pueden faltar las llamadas que terminan ahora.
health-gap-remedy = Compare el registro de ese periodo con Master.csv en el servidor telefónico.
health-database-version = SQLite { $version }
health-tariff-none = No hay ninguna tarifa en uso: las llamadas al exterior no tienen precio.
health-tariff-none-remedy = Indique el plan en portal.toml (tariff) y corrija lo que enumera la página «Llamadas sin tarifa».
health-uptime = { $days ->
    [one] { NUMBER($days) } día y { $time }
    [many] { NUMBER($days) } de días y { $time }
   *[other] { NUMBER($days) } días y { $time }
}
browser-on-system = { $browser }, { $system }
costs-days-from = desde el { $begin }
costs-days-until = hasta el { $end }
costs-department-total = Total del departamento
costs-too-many-calls = Más de { NUMBER($count) } llamadas: elija un periodo más corto, un departamento o teléfonos.
costs-two-currencies = Las llamadas de este periodo tienen precios en { $one } y en { $other }: elija un periodo con una sola moneda.
costs-too-large = La suma es demasiado grande: elija un periodo más corto.
notice-saved-not-in-pbx = Guardado, pero el servidor telefónico no ha aceptado el nuevo nombre: las llamadas aún muestran el anterior. Guarde de nuevo el teléfono más tarde.
criteria-have-errors = Corrija:
calls-search-cut = Solo se han revisado las últimas { NUMBER($count) } llamadas; elija una fecha para buscar más atrás.
calls-csv-cut = Este archivo solo contiene las últimas { NUMBER($count) } llamadas; elija una fecha.
dial-unknown-number = El servidor telefónico no tiene nada para el número { $number }; nada ha sonado. Compruebe el número.
clients-title = Clientes de la API
clients-intro = Otros programas que pueden iniciar llamadas, como un CRM. La forma de pedirlas se describe en docs/api.md.
clients-add = Añadir un cliente
clients-empty = Ningún otro programa puede iniciar llamadas. Añada el primero.
clients-created = Creado
clients-used = Último uso
clients-used-from = { $when } desde { $address }
client-sources = Teléfonos
client-sources-all = Todos
client-sources-help = Extensiones que el programa puede hacer sonar, separadas por espacios; X vale por cualquier cifra, como 1XX. Vacío: todos los teléfonos.
client-name-help = Letras, cifras, puntos, guiones; figura en el registro de auditoría.
client-active = Activo
client-revoked = Desactivado
client-revoke = Desactivar
client-revoke-confirm = ¿Desactivar el cliente { $name }? Su clave queda anulada enseguida y no puede volver a usarse.
client-token-title = El cliente { $name } está listo
client-token-intro = Introduzca esta clave en el programa. Solo se muestra aquí y ahora; quien la tenga puede iniciar llamadas.
client-token = Clave
client-address = Dirección
notice-client-revoked = El cliente se ha desactivado; su clave queda anulada.
dial-number-not-allowed = Las reglas del sitio excluyen { $number }: no se puede llamar a ese número. Consulte a su administrador.

phone-device = Aparato
phone-model = Modelo
phone-model-none = Desconocido
phone-mac = Dirección MAC
phone-mac-help = Como en la etiqueta del teléfono, por ejemplo 00:0b:82:aa:bb:cc.
phone-file-text = El teléfono descarga este archivo al arrancar. Contiene la contraseña SIP y las contraseñas de las páginas del teléfono: guárdelo donde solo el teléfono pueda leerlo.
phone-file-download = Descargar { $name }
problem-phone-model = Elija el modelo del teléfono.
problem-phone-file = No se puede crear el archivo de configuración: { $reason }
problem-mac-length = «{ $text }» tiene { NUMBER($digits) } cifras hexadecimales; una dirección MAC tiene 12, por ejemplo 00:0b:82:aa:bb:cc.
problem-mac-digit = «{ $text }»: «{ $found }» no es una cifra hexadecimal. Copie la dirección de la etiqueta, por ejemplo 00:0b:82:aa:bb:cc.
problem-mac-separators = «{ $text }»: los separadores no encajan. Escriba 000b82aabbcc, 00:0b:82:aa:bb:cc, 00-0b-82-aa-bb-cc o 000b.82aa.bbcc.
problem-mac-nobody = { $mac } no es la dirección de un solo aparato. Copie la de la etiqueta.

## Grabaciones

recordings-title = Grabaciones
recordings-count = { $count ->
    [one] { NUMBER($count) } grabación
    [many] { NUMBER($count) } de grabaciones
   *[other] { NUMBER($count) } grabaciones
}
recordings-scope-all = Todas las grabaciones
recordings-scope-department = Grabaciones de sus departamentos
recordings-scope-own = Sus grabaciones
recordings-logged = Cada escucha queda anotada en el registro de auditoría.
recordings-all = Todas las grabaciones
recordings-first-day = Primer día
recordings-last-day = Último día
recordings-who = Persona o extensión
recordings-queue = Cola
recordings-at-least = Duración mín. (s)
recordings-text = Archivo, persona, cola o motivo
recordings-length = Duración
recordings-sound = Grabación
recordings-empty = Aún no hay grabaciones.
recordings-empty-help = Aún no hay grabaciones. El plan de marcación graba una llamada con MixMonitor e indica el archivo con UserEvent(Recording,…) o CDR(userfield); el README del portal muestra cómo.
recordings-no-result = Ninguna grabación cumple estos criterios.
recordings-off = El portal no sabe dónde están las grabaciones: un administrador debe indicar la carpeta en portal.toml, recordings.folder.
recordings-search-cut = Solo se examinaron las últimas { NUMBER($count) } grabaciones; elija días para buscar más atrás.
recording-of = Grabación del { $when }
recording-held = Conservada
recording-not-playable = Ningún navegador reproduce este tipo de archivo.
recording-not-playable-download = Ningún navegador reproduce este tipo de archivo; descárguelo.
recording-expected = Aún no disponible
recording-missing = Falta el archivo
recording-missing-help = El servidor de telefonía indicó este archivo, pero no está en la carpeta de grabaciones: se movió o se borró, o la carpeta no está montada. Si reaparece, se podrá escuchar de nuevo.
recording-purged = Borrada el { $when }
recording-download = Descargar
recording-about = Esta grabación
recording-call = Llamada
recording-size = Tamaño
recording-file = Archivo
recording-until = Se borrará
recording-until-released = No mientras se conserve
recording-until-never = Nunca
recording-reason = Motivo
recording-keep-title = Plazo de conservación
recording-keep-help = Por qué no debe borrarse al vencer su plazo, por ejemplo «Reclamación 2026-77».
recording-hold = Conservar más tiempo
recording-release = Dejar de conservar
recording-delete-confirm = ¿Borrar esta grabación? No se podrá recuperar; el registro de auditoría indicará que usted la borró.
recording-uses = Quién escuchó o descargó
recording-unused = Nadie todavía.
recording-gone = Se borró; solo queda constancia de ella.
recording-use = { $action ->
    [export] Descarga
   *[other] Escucha
}
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
retention-title = Conservación
retention-due = Lo que se borraría ahora
retention-notes = Entradas de registros
retention-nothing = Nada ha cumplido todavía su plazo de conservación.
retention-purge = Borrar ahora
retention-confirm = ¿Borrar ahora todo lo que ha cumplido su plazo de conservación? No se podrá recuperar.
retention-runs = Lo que se borró
retention-no-run = Todavía no se ha borrado nada.
retention-for-ever = indefinida
retention-days = { $count ->
    [one] { NUMBER($count) } día
    [many] { NUMBER($count) } de días
   *[other] { NUMBER($count) } días
}
retention-of-recordings = Conservación de las grabaciones: { $keep }.
retention-of-notes = Conservación de los registros (auditoría, periodos sin el servidor de telefonía, grabaciones borradas): { $keep }.
retention-next = Próxima ejecución: { $when }
retention-run-open = En curso, o interrumpida
retention-run-cut = Interrumpida; la próxima la termina
retention-run-failed = { $count ->
    [one] { NUMBER($count) } archivo no se pudo borrar
    [many] { NUMBER($count) } de archivos no se pudieron borrar
   *[other] { NUMBER($count) } archivos no se pudieron borrar
}
calls-recording = Escuchar la grabación
notice-recording-held = La grabación se conserva hasta que alguien elija «Dejar de conservar».
notice-recording-released = La grabación se borrará cuando venza su plazo.
notice-recording-deleted = La grabación se borró.
notice-recording-is-held = La grabación se conserva por un motivo; elija primero «Dejar de conservar».
notice-purged = Se borró lo que había cumplido su plazo.
notice-purge-busy = Ya se están borrando grabaciones; no se hizo nada. Inténtelo de nuevo en un minuto.
notice-purge-failed = No se pudo borrar todo; el registro del portal dice por qué.
profile-supervisor = Supervisor
profile-supervisor-help = Supervisa una cola: tablero, miembros, estadísticas y grabaciones.
profile-recording-officer = Responsable de grabaciones
profile-recording-officer-help = Todas las grabaciones: escuchar, descargar y decidir cuánto se conservan.
profile-external-forward = Desvío externo
profile-external-forward-help = Puede desviar sus teléfonos al exterior.
profile-statistics = Estadísticas
profile-statistics-help = Las estadísticas de todas las llamadas.
profile-incidents = Incidentes
profile-incidents-help = Anuncia lo que no funciona.
profile-holidays = Festivos
profile-holidays-help = Introduce los días festivos.
profile-fax = Fax
profile-fax-help = Recibe y envía faxes.
profile-agent = Agente
profile-agent-help = Atiende las llamadas de una cola: entra, sale, hace pausas.
profile-department-supervisor = Supervisor de departamentos
profile-department-supervisor-help = Colas y grabaciones de sus departamentos.
profile-receptionist = Recepcionista
profile-receptionist-help = El puesto de operador.
profile-api-client = Programa
profile-api-client-help = Solo lo que permite su clave de acceso.
calls-scope-queues = Sus llamadas y las de sus colas
calls-scope-department-queues = Llamadas de su departamento y de sus colas
recordings-scope-queues = Grabaciones de sus colas
recordings-scope-department-queues = Grabaciones de sus departamentos y colas
recordings-missing = { $count ->
    [one] Falta { NUMBER($count) } archivo
    [many] Faltan { NUMBER($count) } de archivos
   *[other] Faltan { NUMBER($count) } archivos
}
health-recordings = Grabaciones
health-recordings-unread = No se puede leer la carpeta de grabaciones: { $reason }
health-recordings-remedy = Compruebe recordings.folder en portal.toml, que la carpeta esté montada y que el usuario del portal pueda leerla.
health-recordings-missing-remedy = Vea la página «Grabaciones»: algo distinto del portal movió o borró archivos.

## Llamadas programadas
scheduled-title = Llamadas programadas
scheduled-scope-own = Sus llamadas programadas
scheduled-scope-department = Llamadas programadas de sus departamentos
scheduled-scope-all = Todas las llamadas programadas
scheduled-how = A la hora fijada suena su propio teléfono; descuelgue y después se llama al número.
scheduled-off = Aquí nadie puede programar llamadas. El portal debe estar en la máquina de la centralita; allí el administrador indica el spool de Asterisk en portal.toml, spool.folder.
scheduled-trouble = Ahora no se pueden programar llamadas: { $reason }
scheduled-new = Programar una llamada
scheduled-at = Llamar a { $number } a las …
scheduled-change = Otra hora
scheduled-cancel = Cancelar la llamada
scheduled-cancel-confirm = ¿Cancelar la llamada a { $number }?
scheduled-open = Pendientes
scheduled-done = Pasadas
scheduled-none-open = No hay ninguna llamada programada.
scheduled-none-done = Aún no ha terminado ninguna llamada programada.
scheduled-phone = Suena primero
scheduled-number = Después se llama a
scheduled-note = Nota
scheduled-note-help = Para usted; nadie más la ve.
scheduled-time = Hora
scheduled-state = Estado
scheduled-clock = Hora local de { $zone }. Una hora que el cambio de hora se salta pasa a otro tanto más tarde; de una que se repite, cuenta la primera.
scheduled-limits = Días de antelación, como máximo: { NUMBER($days) }. Llamadas programadas a la vez, como máximo: { NUMBER($calls) }.
scheduled-attempts = { $count ->
    [one] { NUMBER($count) } intento
    [many] { NUMBER($count) } de intentos
   *[other] { NUMBER($count) } intentos
}
scheduled-state-word = { $state ->
    [placing] Guardándose
    [waiting] Programada
    [calling] Suena su teléfono
    [talking] Contestada, en curso
    [retrying] Sin respuesta, se repite
    [answered] Contestada
    [busy] Teléfono ocupado
    [no-answer] Sin respuesta
    [failed] Teléfono no accesible
    [expired] Sin respuesta o no accesible
    [discarded] Rechazada por la centralita
    [cancelled] Cancelada
    [withdrawn] Retirada: ya no está permitida
   *[other] Resultado desconocido
}
scheduled-past = Esa hora ya ha pasado; elija una futura.
scheduled-too-far = Demasiado lejos: como máximo con { $days ->
    [one] { NUMBER($days) } día
    [many] { NUMBER($days) } de días
   *[other] { NUMBER($days) } días
} de antelación.
scheduled-emergency = A los números de emergencia no se llama más tarde. Llame ahora, desde un teléfono.
scheduled-planned-twice = Ya ha programado una llamada a este número; cambie su hora.
scheduled-too-many = Ya tiene { $limit ->
    [one] { NUMBER($limit) } llamada programada
    [many] { NUMBER($limit) } de llamadas programadas
   *[other] { NUMBER($limit) } llamadas programadas
}; cancele una primero.
notice-scheduled = La llamada está programada.
notice-scheduled-skips = La llamada está programada. El reloj salta la hora elegida: la lista dice cuándo es.
notice-scheduled-twice = La llamada está programada. El reloj muestra dos veces la hora elegida: es en la primera.
notice-scheduled-cancelled = La llamada está cancelada.
notice-scheduled-calling = La llamada ya se estaba haciendo: sigue, pero no se repite.
notice-scheduled-late = La llamada está cancelada, pero ya era su hora: su teléfono aún puede sonar una vez.
notice-scheduled-not-moved = La llamada se está haciendo; su hora no se ha cambiado.
notice-scheduled-over = Esta llamada ya ha terminado.
notice-scheduled-failed = El spool de la centralita no aceptó el cambio; no se ha cambiado nada. El registro del portal dice por qué.
health-scheduled = Llamadas programadas
health-scheduled-remedy = Compruebe spool.folder en portal.toml y que el usuario del portal sea el de Asterisk o de su grupo; switchhook-portal check portal.toml dice más.

## Tariff administration

tariff-title = Tarifa
tariff-intro = Cada versión activa fija los precios desde su primer día hasta el de la siguiente.
tariff-upload = Nueva versión
tariff-files-none = No hay ningún archivo de tarifa configurado: las llamadas anteriores a la primera versión activa no tienen precio.
tariff-files-in-use = Del archivo configurado: { $tariff }. Vale antes de la primera versión activa.
tariff-empty = Todavía no hay versiones. Suba una, o siga con el archivo configurado.
tariff-effective = Primer día
tariff-rows = Filas
tariff-refused = Líneas rechazadas
tariff-made = Creada
tariff-by = { $when }, { $name }
tariff-in-force = En vigor hoy
tariff-state-draft = Borrador
tariff-state-active = Activa
tariff-state-withdrawn = Retirada
tariff-stale = { $count ->
    [one] { NUMBER($count) } precio es de otra tarifa que la vigente en su día.
    [many] { NUMBER($count) } de precios son de otra tarifa que la vigente en su día.
   *[other] { NUMBER($count) } precios son de otra tarifa que la vigente en su día.
}
tariff-version-title = Tarifa desde el { $day }
tariff-note = Nota
tariff-note-help = Por ejemplo, de dónde vienen los precios.
tariff-compare = Comparar
tariff-more = { $count ->
    [one] { NUMBER($count) } más no se muestra.
    [many] { NUMBER($count) } de más no se muestran.
   *[other] { NUMBER($count) } más no se muestran.
}
tariff-files = Archivos
tariff-fingerprint = Huella
tariff-activate = Activar
tariff-activate-help = Esta versión tiene { NUMBER($rows) } filas; la vigente, { NUMBER($now) }. Compárelo con el archivo que quería subir y escriba el número de filas de esta versión.
tariff-confirm-rows = Número de filas
tariff-without-refused = Activar sin las líneas rechazadas
tariff-refused-first = Se rechazaron líneas: corrija el archivo o marque que pueden quedar fuera.
tariff-withdraw = Retirar
tariff-withdraw-confirm = ¿Retirar esta versión? Sus días vuelven a la anterior. Los precios guardados quedan hasta recalcular.
tariff-discard = Borrar el borrador
tariff-discard-confirm = ¿Borrar este borrador y sus archivos?
tariff-new-intro = Los archivos se comprueban y se guardan como borrador, que no fija precios hasta que se activa.
tariff-plan-file = Plan (TOML)
tariff-plan-help = Sin archivo, se toma el plan vigente.
tariff-deck-files = Listas de precios (CSV)
tariff-deck-help = Con los nombres que les da el plan. Las que no se suben se toman de la tarifa vigente.
tariff-effective-help = Las llamadas desde ese día tendrán estos precios cuando se active la versión.
tariff-check = Comprobar y guardar como borrador
tariff-nothing-uploaded = Elija un plan o una lista.
tariff-unusable = Estos archivos no forman una tarifa; no se guardó nada
tariff-too-large = Los archivos pasan de { $megabytes } MB en total; quite lo que el plan no nombra.
tariff-not-text = { $file } no es texto UTF-8; guárdelo como UTF-8 y súbalo otra vez, o impórtelo como archivo de un operador, que puede tener otra codificación.
tariff-not-named = El plan no nombra ninguna lista { $file }; corrija el plan o el nombre del archivo.
tariff-from-file = Archivo configurado
tariff-back = Volver a la versión
import-title = Importar el archivo de un operador
import-intro = Una correspondencia dice qué contienen las columnas del archivo. Todo lo leído, rechazado y reparado se muestra antes de guardar nada.
import-file = Archivo del operador
import-file-help = Texto con cualquier columna y codificación.
import-mapping = Correspondencia
import-mapping-own = Mi propia correspondencia
import-ready-inter = inter.csv: precio clásico
import-ready-inter-optimum = inter.csv: precio base de los paquetes
import-ready-inter-hours = inter.csv: paquetes de { $hours } horas
import-ready-opt-rates = opt_rates.txt: grupos y unidades
import-ready-teliax = teliax-rates.csv: dólares por minuto
import-map-file = Archivo de correspondencia (TOML)
import-map-help = Solo para su propia correspondencia: qué columna es el prefijo, el destino, el precio.
import-deck = Lista cuyas filas reemplaza
import-begin = Leer el archivo
import-two-mappings = Se dieron una correspondencia preparada y un archivo; deje una de las dos.
import-no-mapping = Suba su correspondencia o elija una preparada.
import-no-file = Elija el archivo del operador.
import-no-plan = Aún no hay tarifa en uso: suba también el plan.
import-no-deck = Elija una de las listas del plan: { $decks }.
import-currency = Los precios del archivo están en { $file } y los de la lista { $deck } en { $plan }: dé esa moneda a la lista en el plan, y al plan un tipo de cambio.
import-read = { $file }: lo que se leyó
import-nothing-kept = Aún no se ha guardado nada.
import-another = Otro archivo
import-unusable = Con este archivo la tarifa no se puede usar: corrija el archivo, la correspondencia o el plan y vuelva a leerlo.
import-from = Origen
import-encoding = Codificación
import-encoding-detected = { $encoding }, reconocida
import-encoding-given = { $encoding }, según la correspondencia
import-lines = Líneas del archivo
import-skipped = Omitidas: títulos, comentarios, líneas vacías
import-repairs = Reparaciones
import-changes = Qué cambia en { $deck }
import-keep = Guardar como borrador
import-note = { $file }: { NUMBER($rows) } filas, { NUMBER($refused) } rechazadas
notice-import-gone = El archivo leído ya no espera; súbalo de nuevo.
tariff-packages = Los paquetes { $names } no se pueden contar aquí: el portal tarifica cada llamada por separado. Quite [[packages]] del archivo: las llamadas cuestan entonces lo que diga su plan.
difference-title = Diferencia
difference-of = Diferencias: tarifa desde el { $day }
difference-with = Comparar con
difference-show = Comparar
difference-counts = Prefijos añadidos: { NUMBER($added) }, quitados: { NUMBER($removed) }, cambiados: { NUMBER($changed) }
difference-none = Las dos tienen las mismas filas.
difference-plan = Las reglas del plan también difieren (franjas, impuestos, redondeo, numeración): compare su archivo.
difference-change = Cambio
difference-added = Añadida
difference-removed = Quitada
difference-changed = Cambiada
difference-old = Antes
difference-new = Ahora
test-title = Probar un número
test-intro = ¿Cuánto costaría una llamada y por qué? No se llama a nadie.
test-length-help = En segundos, o en minutos y segundos: 2:30.
test-length-wrong = Escriba segundos, o minutos y segundos como 2:30.
test-phone = Teléfono que llama
test-phone-any = Cualquiera
test-trunk = Troncal
test-in-force = La vigente ese día
test-show = Mostrar el precio
test-answer = Precio
test-nothing = Escriba un número.
test-before-tax = Sin impuestos
test-after-tax = Con impuestos
test-steps = Cómo se llega al precio
outcome-rated = Con precio
outcome-free = Gratis
outcome-forbidden = Prohibido
outcome-unmatched = Sin tarifa
outcome-rejected = No se puede calcular
outcome-not-charged = No se cobra
rate-title = Añadir un precio
rate-intro = La fila va a un nuevo borrador de la tarifa vigente. Nada cambia hasta que se active.
rate-add = Añadir un precio
rate-deck = Lista de precios
rate-prefix = Prefijo
rate-prefix-help = El comienzo del número, o varios: +44 o 98,99
rate-digits = Cifras
rate-digits-help = Cuántas tiene el número, como 6 o 6-8; vacío: cualquiera.
rate-destination = Destino
rate-kind = Clase
rate-kind-none = Sin indicar
rate-kind-fixed = Fijo
rate-kind-mobile = Móvil
rate-kind-special = Especial
rate-kind-tollfree = Gratuito
rate-kind-premium = Tarificación adicional
rate-kind-emergency = Emergencia
rate-price = Precio ({ $currency })
rate-per = por tantos segundos
rate-first = Primer bloque, segundos
rate-next = Bloques siguientes, segundos
rate-fee = Por llamada ({ $currency })
rate-preview = Vista previa
rate-preview-title = Qué tarificaría
rate-nothing = Rellene la fila.
rate-will = De { NUMBER($all) } llamadas sin precio, { NUMBER($count) } lo reciben: { $amount } con impuestos.
rate-save = Crear un borrador con esta fila
rate-refused = La tarifa no acepta esta fila:
rate-no-tariff = No hay tarifa a la que añadir una fila; suba una primero.
rate-note = Añadido: { $destination }
unrated-group-last = Última llamada
rerating-title = Recalcular
rerating-intro = Las llamadas se recalculan con las tarifas vigentes, aparte de los precios guardados. Verá la diferencia antes de cambiar nada.
rerating-safe = Sin fechas se toman todas las llamadas. El portal sigue funcionando entretanto.
rerating-which = Qué llamadas
rerating-which-stale = Con precio de otra tarifa
rerating-which-unmatched = Sin tarifa
rerating-which-all = Todas
rerating-begin = Comenzar
rerating-open = Hay otro sin terminar: aplíquelo o descártelo primero.
rerating-see = Ver la diferencia
rerating-past = Anteriores
rerating-began = Comienzo
rerating-changes = Precios cambiados
rerating-dearer = Más caras
rerating-cheaper = Más baratas
rerating-gained = Con precio ahora
rerating-lost = Sin precio ahora
rerating-state-running = En curso
rerating-state-ready = Listo para aplicar
rerating-state-applied = Aplicado
rerating-state-cancelled = Cancelado
rerating-state-failed = Fallido
rerating-progress-title = Progreso
rerating-progress = { NUMBER($done) } de { NUMBER($total) } llamadas vistas, { NUMBER($changes) } precios cambian
rerating-apply = Aplicar
rerating-apply-confirm = ¿Sustituir los precios guardados por los nuevos?
rerating-discard = Descartar
rerating-stop = Detener
rerating-by-department = Por departamento
rerating-by-destination = Por destino
rerating-calls = Llamadas que cambian, la mayor diferencia primero
rerating-nothing = Ningún precio cambia.
rerating-trouble-tariff = La tarifa cambió entretanto; no se tocó nada guardado. Comience de nuevo.
rerating-trouble-database = La base de datos lo rechazó; no se tocó nada guardado. El registro dice por qué.
rerating-without-price = Sin precio
notice-tariff-kept = El borrador se guardó. Compruébelo y actívelo.
notice-tariff-activated = La versión está activa. Las llamadas sin precio se calculan ahora; para cambiar los guardados, recalcule.
notice-tariff-withdrawn = La versión se retiró.
notice-tariff-state = Alguien cambió esta versión entretanto; mírela de nuevo.
notice-rerating-applied = Los nuevos precios están guardados.
notice-rerating-cancelled = Detenido; los precios guardados siguen igual.
notice-rerating-over = Ya terminó.
notice-rerating-outdated = La tarifa cambió después de este cálculo y no se aplicó. Descártelo y comience de nuevo.
problem-not-a-number = Escriba cifras y como mucho una coma decimal.
problem-not-confirmed = No es el número de filas de esta versión: compárelo con su archivo antes de confirmar.
costs-preview = Vista previa
export-xlsx = XLSX

site-title = Sitio
site-intro = Lo que se comunica a todos los teléfonos. portal.toml es el punto de partida; desde la primera vez que se guarda esta página rige la última versión de aquí.
site-group-calls = Llamadas
site-group-files = Archivos
site-group-network = Reloj y red
site-sip = Servidor SIP
site-sip2 = Segundo servidor SIP
site-sip2-help = Dónde se registran los teléfonos cuando el primero no responde.
site-default-number = Número mostrado fuera
site-default-number-help = Lo que muestran las llamadas de un teléfono sin número directo. Figura en la identidad de un teléfono desde la próxima vez que ese teléfono se guarde.
site-config = Servidor de configuración
site-firmware = Servidor de firmware
site-path-help = Host, puerto y ruta sin https://, como 192.168.10.5/phones. Vacío: el teléfono conserva lo que tiene.
site-clock = Reloj
site-clock-help = Una zona horaria como Pacific/Noumea, con su horario de verano, o una diferencia fija con UTC en horas, como -10. Vacío: { $zone }, como el servidor telefónico.
site-ntp = Servidores de hora
site-ntp-help = Separados por espacios, el mejor primero; los teléfonos conocen dos.
site-vlan = VLAN
site-vlan-help = De 0 a 4094; 0 es ninguna.
site-syslog = Servidor syslog
site-effect = Los teléfonos nuevos reciben estos ajustes enseguida; los demás, con el próximo archivo de configuración que descarguen.
site-versions = Versiones
site-versions-none = Aún no se ha guardado nada: rige portal.toml.
site-version = Versión
site-changes = Qué cambió
site-start = Poner en el formulario lo que dice portal.toml
site-outdated = Otra persona cambió estos ajustes entretanto. Compare las versiones de abajo y guarde de nuevo.
site-problem-clock = «{ $text }» no es ni una zona horaria ni una diferencia con UTC. Escriba Pacific/Noumea, u horas como +11.
site-problem-vlan = «{ $text }» no es una VLAN. Escriba un número de 0 a 4094.
site-problem-number = «{ $text }» no es un número de teléfono. Escriba hasta 15 cifras, con o sin un + delante.
site-problem-refused = Los teléfonos rechazarían esto: { $reason }

phone-direct = Número directo
phone-direct-help = Lo que se marca desde fuera para llamar a este teléfono; sus llamadas lo muestran. Vacío: sus llamadas muestran el número del sitio, o la extensión.
phone-rights = Puede llamar a
phone-rights-help = Nada marcado: lo que pueden llamar todos los teléfonos del sitio.
phone-call-groups = Grupos de llamada
phone-pickup-groups = Grupos de captura
phone-groups-help = Números de 0 a 63. Quien tiene un número entre sus grupos de captura puede tomar las llamadas de los teléfonos que lo tienen entre sus grupos de llamada.
phone-language = Idioma
phone-language-site = El del sitio
problem-out-of-range = Escriba números de { NUMBER($least) } a { NUMBER($most) }.

original-title = Del portal original
original-intro = Lee el archivo de configuración y la tabla de teléfonos del portal original. Primero se muestra lo que se guardaría.
original-ini-help = Claves de [app:main]: servidores, reloj, VLAN y número por defecto pasan a ser ajustes del sitio.
original-phones = Tabla de teléfonos
original-phones-help = En CSV con encabezado. Cada teléfono conserva la cuenta y la contraseña con las que se registra. Así la escribe PostgreSQL, con los nombres de personas y departamentos:
original-read = Leer
original-read-intro = Aún no se ha guardado nada. Guarde lo que aparece aquí, o vuelva y corrija los archivos.
original-store = Guardar
original-again = Leer otros archivos
original-refused = Rechazado
original-line = Línea
original-column = Columna
original-reason = Motivo
original-notes = A tener en cuenta
original-key = Clave
original-value = Valor
original-fate = Qué ocurre con ella
original-unused = Columnas sin lugar aquí: { $columns }
original-stored-as = Se guarda como: { $setting }
original-elsewhere = No se guarda. Aquí: { $place }
original-interpolated = El valor remite a otro. Escríbalo completo.
original-unknown = El portal no tiene nada parecido.
original-note-model = No se pueden hacer archivos para el modelo { $text }: sin aparato
original-note-mac = «{ $text }» no es la dirección MAC de un teléfono: sin aparato
original-note-mac-taken = Otro teléfono tiene { $text }: sin aparato
original-note-right = El sitio no ofrece el derecho { $text } (pbx.phones.rights): se omite
original-note-owner = Nadie tiene el usuario { $text }: ninguna persona
original-note-department = No hay ningún departamento { $text }: ninguno
original-note-secret = La contraseña SIP es corta: cree una nueva
original-no-column = Falta la columna { $column } en el encabezado. Exporte la tabla con los nombres de sus columnas.
original-twice = La línea { $line } tiene lo mismo.
original-unreadable = Ilegible. Escriba CSV con comas, en UTF-8.
original-too-many = Demasiadas filas. Divida el archivo.
original-too-large = Más de 4 MB: no es un archivo de ese tipo.
original-no-file = Elija al menos uno de los dos archivos.
original-site-stored = Los ajustes del sitio se guardaron como versión { $version }.
original-site-same = Los ajustes del sitio siguen como estaban.
original-phones-made = Creados: { $phones }.
notice-original-gone = Estos archivos ya no están, o algo cambió entretanto. Léalos de nuevo.

phone-step-search = 1. Búsqueda
phone-step-account = 2. Número y derechos
phone-firmware = Firmware
phone-address = Dirección
phone-address-help = La dirección IP, como en la pantalla del teléfono, por ejemplo 192.168.1.40.
phone-seen = Visto por última vez
phone-password = Contraseña de sus páginas
phone-password-help = Vacía: la de fábrica.
phone-plain = También sin cifrado (teléfonos antiguos): otros en la red podrían leer las contraseñas
phone-found = Encontrado
phone-found-effect = Al guardar se escribe la cuenta en Asterisk y la configuración en el teléfono, que se reinicia y se registra.
phone-configure-title = Escribirla en el teléfono
phone-configure-text = Escribe toda la configuración por las páginas del teléfono, con contraseñas propias para ellas, y lo reinicia.
phone-configure = Configurar ahora
phone-ready-title = El teléfono { $extension } está configurado
phone-ready-text = El teléfono tiene su cuenta y se reinicia; después se registra. La contraseña de sus páginas solo se muestra aquí y ahora.
phone-ready-password = Contraseña de sus páginas (admin)
phone-ready-page = Página del teléfono
phone-not-ready-title = El teléfono { $extension } está guardado, pero no configurado
phone-not-ready-text = La cuenta está en Asterisk. Configure el teléfono otra vez desde su página, o dele el archivo que hay allí.
search-intro = Indique la dirección de un teléfono de la red: sus páginas dicen modelo, firmware y dirección MAC. O continúe sin él.
search-nothing = No se encontró ningún teléfono.
search-without = Sin teléfono
search-mac-help = Solo si el teléfono está en otra red y no la dice él mismo.
search-demo = En la demostración responde un teléfono en { $address }.
search-no-address = Escriba una dirección como 192.168.1.40.
search-not-private = No es una dirección de una red privada. Los teléfonos solo se buscan allí.
search-no-answer = Nadie responde allí. ¿Está encendido el teléfono y activado su acceso web? Los teléfonos antiguos no conocen el cifrado: marque la casilla de abajo.
search-no-mac = Responde, pero no se encuentra su dirección MAC. Escriba la de la etiqueta.
search-other-mac = El teléfono de allí tiene { $mac }.
search-other-model = El teléfono de allí es un { $model }. Corrija primero el modelo.
search-unknown-maker = Algo responde allí, pero no es un teléfono de un fabricante conocido.
search-unknown-model = El teléfono de allí es un { $model }: aún no se puede hacer una configuración para él.
search-refused = El teléfono rechazó esta contraseña.
search-locked-out = Tras demasiadas contraseñas erróneas, el teléfono no deja entrar a nadie por un tiempo. Espere unos minutos.
search-other = El teléfono no hizo lo que se le pidió: { $reason }
search-needs-server = Un Cisco descarga sus ajustes del portal. Indique en portal.toml, en [provisioning], en qué dirección lo encuentran los teléfonos.
search-known = { $mac } ya se conoce: teléfono { $extension }
notice-found-gone = Lo encontrado ya no está: busque de nuevo.

phone-state-expected = aún sin configurar
phone-state-configured = configurado
phone-secret-changed = una contraseña nueva
phone-difference-never = Aún no se le ha escrito nada desde aquí: toda la configuración es nueva.
phone-difference-nothing = Nada: tiene lo que debe tener.
phone-difference-changes = Lo que se le dirá de nuevo
phone-difference-setting = Ajuste
phone-difference-before = Antes
phone-difference-now = Ahora

capability-directory-read = Consultar el directorio
capability-directory-manage = Cargar y exportar directorios
capability-contact-write = Añadir y modificar contactos
capability-call-originate = Llamar con un clic
capability-call-schedule = Programar llamadas
capability-forward-read = Ver los desvíos
capability-forward-internal = Desviar a números internos
capability-forward-external = Desviar al exterior
capability-fax-use = Recibir y enviar faxes
capability-voicemail-use = Usar el buzón de voz
capability-call-log-read = Consultar el registro de llamadas
capability-call-log-unmask = Ver los números completos
capability-cost-read = Ver los costes
capability-tariff-manage = Gestionar la tarifa
capability-statistics-global = Estadísticas de todas las llamadas
capability-live-calls-read = Ver las llamadas en curso
capability-operator-panel = Puesto de operador
capability-queue-board-read = Ver el tablero de colas
capability-queue-join = Entrar en una cola, salir, hacer pausas
capability-queue-manage = Gestionar los miembros de una cola
capability-queue-call-move = Mover llamadas en espera
capability-queue-listen = Escuchar llamadas en curso
capability-queue-record = Grabar llamadas en curso
capability-queue-statistics = Estadísticas de las colas
capability-recording-listen = Escuchar grabaciones
capability-recording-download = Descargar grabaciones
capability-recording-purge = Conservar y borrar grabaciones
capability-campaign-manage = Gestionar campañas
capability-campaign-work = Llamar para campañas
capability-incident-set = Anunciar incidentes
capability-holiday-edit = Introducir festivos
capability-closure-switch = Cerrar y abrir sedes
capability-cti-manage = Páginas que se abren con las llamadas
capability-sound-manage = Locuciones y música
capability-ivr-manage = Menús de voz
capability-queue-configure = Configurar colas
capability-phone-manage = Teléfonos
capability-number-manage = Números abreviados y permisos de llamada
capability-pickup-manage = Grupos de captura
capability-people-manage = Usuarios y sus permisos
capability-department-manage = Departamentos
capability-profile-manage = Perfiles
capability-api-client-manage = Otros programas
capability-health-read = Estado del sistema
capability-audit-read = Registro de auditoría
capability-account-self = Su contraseña
qs-title = Estadísticas de colas
qs-visits-title = Llamadas detrás de una cifra
qs-tables = Tablas
qs-table-global = Llamadas
qs-table-queues = Por cola
qs-table-service-level = Espera de llamadas atendidas
qs-table-abandons = Espera de llamadas abandonadas
qs-table-weekdays = Por día de la semana
qs-table-half-hours = Por media hora
qs-caption = { $table }: { $period }
qs-queues = Colas
qs-queues-help = Ninguna elegida: todas.
qs-queue = Cola
qs-wait = Espera
qs-weekday = Día de la semana
qs-half-hour = Media hora
qs-entered = Llegada
qs-talk = Conversación
qs-offered = Ofrecidas
qs-answered = Atendidas
qs-abandoned = Abandonadas
qs-timed-out = Espera agotada
qs-left-by-key = Salieron con una tecla
qs-empty-queue = Sin agentes
qs-withdrawn = Retiradas
qs-failed = Fallidas o fin desconocido
qs-open = Aún en espera
qs-refused-full = Rechazadas: cola llena
qs-refused-empty = Rechazadas: sin agentes
qs-refused-closed = Cerrado
qs-refused-dissuaded = Disuadidas
qs-service-level = Nivel de servicio
qs-level = Definición
qs-level-answered = De las llamadas atendidas
qs-level-strict = De las atendidas y abandonadas
qs-level-neutral = Sin los abandonos dentro del plazo
qs-level-generous = Los abandonos dentro del plazo cuentan como atendidos
qs-level-short-credit = Los abandonos inmediatos cuentan como atendidos
qs-level-offered = De todas las ofrecidas, sin abandonos cortos
qs-level-arrived = De todos los que llamaron, sin abandonos cortos
qs-service-seconds = Atendida a tiempo en (segundos)
qs-short-seconds = Abandono corto hasta (segundos)
qs-share-of = { $what }, %
qs-share = Parte, %
qs-cumulated = Acumulado, %
qs-speed-of-answer = Espera media de las atendidas
qs-mean-wait = Espera media de todas
qs-wait-90 = 9 de 10 atendidas en
qs-longest-wait = Espera más larga de las atendidas
qs-time-to-abandon = Espera media antes del abandono
qs-and-more = { $from } y más
qs-monday = lunes
qs-tuesday = martes
qs-wednesday = miércoles
qs-thursday = jueves
qs-friday = viernes
qs-saturday = sábado
qs-sunday = domingo
qs-today = Hoy
qs-yesterday = Ayer
qs-ten-days = Los últimos diez días
qs-lines-title = Contado por líneas del registro
qs-lines = { $entered } líneas de entrada, { $answered } de respuesta, { $abandoned } de abandono. La diferencia se explica así:
qs-cause-entered-before = la llamada llegó antes del período
qs-cause-no-entry = ninguna línea dice que la llamada llegó
qs-cause-after-end = la llamada ya había terminado
qs-cause-duplicate = línea repetida en el registro
qs-cause-contradiction = la llamada fue atendida de otro modo
qs-cause-ended-after = la llamada terminó después del período
qs-cause-left-otherwise = el llamante salió de otro modo
qs-cause-still-waiting = el llamante aún espera
qs-cause-lost = fin de la llamada desconocido
qs-cause-no-connect = falta la línea de la respuesta
qs-cause-duplicate-entry = línea de entrada repetida
qs-table-agents = Agentes
qs-table-callers = Llamantes que desistieron
qs-all-agents = Todos los agentes
qs-all-queues = Todas las colas
qs-agents-by-queue = Agentes por cola
qs-agent-and-queue = Agente · cola
qs-agents-pauses = Pausas por motivo
qs-agent-and-reason = Agente · motivo
qs-no-reason = sin motivo
qs-pauses = Pausas
qs-paused = En pausa
qs-sessions = Sesiones
qs-staffed = En servicio
qs-mean-talk = Conversación media
qs-missed = No contestadas
qs-missed-ring = Timbre medio de las no contestadas (ms)
qs-ring = Timbre
qs-wrap-up = Cierre
qs-available = Disponible
qs-occupancy = Ocupación, %
qs-utilisation = Utilización, %
qs-made = Llamadas hechas en servicio
qs-made-talk = Conversación de las llamadas hechas en servicio
qs-made-outside = Llamadas hechas fuera de servicio
qs-made-outside-talk = Conversación de las llamadas hechas fuera de servicio
qs-doubts = Dudoso
qs-agents-note = Un agente en varias colas se cuenta una vez: los totales son el tiempo en al menos una cola. Dudoso: cuántas veces el registro no dice cuándo algo empezó o terminó.
qs-recovered = Atendidos después
qs-to-call = Aún por llamar
qs-median-recovery = Tiempo mediano hasta atender
qs-without-number = Sin número
qs-called-again = Llamantes que volvieron a llamar en un día
qs-to-call-list = Llamantes por llamar
qs-gave-up = Desistió
qs-times = Veces
qs-callers-note = Atendidos después: quienes volvieron a llamar en 24 horas y fueron atendidos, o a quienes se llamó desde aquí y contestaron.
qs-lines-too-long = Las líneas se cuentan por tipo en { NUMBER($days) } días como máximo: elija un período más corto para ver si cuadran.
qs-back = Volver a la tabla
qs-nothing = Ninguna llamada llegó a estas colas en este período.
qs-no-queue = No ve ninguna cola que haya recibido llamadas. Un administrador puede hacerle supervisor de una.
qs-no-log = El portal no lee ningún registro de colas. Un administrador indica su archivo en portal.toml: [queue_log] file.
qs-no-period = Elija un período, o días de los que el último no preceda al primero.
qs-too-many = Más de { NUMBER($count) } llamadas: elija un período más corto.
qs-more = Otras { NUMBER($count) } no se muestran: elija un período más corto.
## Forwards

forwards-title = Desvíos
forwards-how = Un desvío puesto aquí y uno marcado en el teléfono son el mismo.
forwards-trouble = Los desvíos no se pueden leer ni cambiar ahora: { $reason }
forwards-read-only = Aquí los desvíos solo se pueden consultar: ninguna cuenta de portal.toml tiene la tarea «state».
forwards-all = Todos los desvíos
forwards-none = No hay ningún desvío activo.
forward-own = Teléfono { $extension }
forward-set = Poner un desvío
forward-change = Cambiar
forward-clear = Quitar
forward-off = Desactivado
forward-target = Las llamadas van a
forward-kind-label = Cuándo
forward-kind = { $kind ->
    [immediate] Siempre
    [busy] Si está ocupado
    [no-answer] Si nadie contesta
   *[voicemail] Buzón en vez de sonar
}
forward-phone = Teléfono
forward-since = Conocido desde
forward-by = Puesto por
forward-by-phone = En el teléfono
forward-voicemail = Buzón de voz
forward-until = hasta el { $until }
forward-flag = { $flag ->
    [over] Terminado
    [external] Al exterior
    [not-allowed] No permitido
    [loop] Círculo
    [nobody] Número de nadie
   *[target-forwarded] Desviado de nuevo
}
forward-end = { $end ->
    [rings] Ahora: suena { $target }.
    [voicemail] Ahora: el buzón de { $target } recibe todas las llamadas.
    [application] Ahora: las llamadas van a { $target }.
    [outside] Ahora: las llamadas salen a { $target }.
    [refused] Ahora: las llamadas irían a { $target }, adonde un teléfono del camino no puede llamar.
    [busy] Ahora: { $target } está ocupado o no quiere ser molestado.
    [unanswered] Ahora: nadie contesta en { $target }.
    [loop] Ahora: las llamadas dan vueltas en círculo, { $target }. Quite uno de estos desvíos.
    [nobody] Ahora: las llamadas van a { $target }, que no es el número de nadie.
   *[too-long] Ahora: las llamadas se desvían demasiadas veces.
}
forward-colleague = Colega
forward-choose = Elija, o escriba un número
forward-number = Otro número
forward-number-help = Cuenta antes que el colega. Al exterior hace falta un derecho.
forward-end-date = Termina el
forward-clock = Hora local de { $zone }. Sin fecha, el desvío se queda hasta que alguien lo quite.
forward-longest = { $days ->
    [one] Al exterior termina a más tardar después de { NUMBER($days) } día.
    [many] Al exterior termina a más tardar después de { NUMBER($days) } de días.
   *[other] Al exterior termina a más tardar después de { NUMBER($days) } días.
}
forward-password-help = Solo para un número exterior.
forward-refusal = { $reason ->
    [not-your-phone] No puede desviar las llamadas de este teléfono.
    [bad-number] Esto no es un número: { $detail }
    [unknown-number] Nadie tiene el número { $detail }.
    [own-number] Las llamadas volverían al mismo teléfono.
    [emergency] Las llamadas no se pueden desviar a un número de emergencia.
    [feature-code] Las llamadas no se pueden desviar a un código de servicio.
    [loop] Las llamadas darían vueltas en círculo: { $detail }.
    [too-long] Las llamadas se desviarían demasiadas veces. Elija el último teléfono de la cadena.
    [no-external-right] Sus perfiles no permiten desviar llamadas al exterior. Diríjase a un administrador.
    [chain-leaves] Las llamadas saldrían por los desvíos de { $detail }, y sus perfiles no lo permiten.
    [not-callable] El teléfono { $detail } no tiene derecho a llamar a este número.
    [premium] Las llamadas no se pueden desviar a números de tarificación especial.
    [country] Las llamadas no se pueden desviar a este país.
    [not-confirmed] Las llamadas saldrían al exterior: escriba su contraseña.
    [ends-in-the-past] Este momento ya pasó; elija uno futuro.
    [ends-too-late] Al exterior un desvío termina a más tardar el { $detail }.
   *[forbidden] Las llamadas no se pueden desviar a este número.
}
notice-forward-set = El desvío está puesto.
notice-forward-outside = El desvío está puesto. Las llamadas salen al exterior, a cargo de la empresa, y se informa a los administradores.
notice-forward-further = El desvío está puesto. El destino también está desviado: las llamadas pueden ir más lejos.
notice-forward-along = El desvío está puesto. Los teléfonos desviados a este envían también sus llamadas.
notice-forward-cleared = El desvío está quitado.
notice-forward-refused = No puede desviar las llamadas de este teléfono.
notice-forward-failed = El servidor telefónico no aceptó el cambio; la lista muestra lo que vale. El registro del portal dice por qué.
health-pbx-state = Servidor telefónico: desvíos

profiles-none = No
profiles-view-as = Ver el menú como
profiles-view-as-help = Muestra qué páginas ve un perfil o una persona, y nada de su contenido. Queda anotado en el registro de auditoría.
profiles-show = Mostrar
profiles-seen-as = Páginas que ve { $name }
profiles-gone = La cola { $queue } ya no existe
profiles-gone-help = Estas personas aún tienen uno de sus perfiles:
profiles-drop = Quitar estos perfiles
profiles-table = Lo que permite cada perfil
profiles-right = Permiso
profiles-grant-help = «cola»: lo que pertenece a la cola para la que se tiene el perfil; «concesión»: se puede dar a una persona en su página.
scope-own = propio
scope-department = departamento
scope-queue = cola
scope-all = todo
scope-grant = concesión
department-parent = Depende de
department-in-use-by = Aún le pertenecen: { $names }. Muévalos antes.
problem-loop = Depende de él; elija otro.
health-audit = Registro de auditoría
health-audit-whole = Las últimas { $lines } líneas se siguen sin interrupción.
health-audit-broken-remedy = Averigüe quién puede escribir en la base de datos y compare con una copia; «switchhook-portal verify-audit» comprueba todas las líneas.

percent = { $number } %

statistics-title = Estadísticas
statistics-pages = Páginas de las estadísticas
statistics-counted = Cada línea del registro de llamadas cuenta una vez, contestada o no, en el momento en que empieza. La conversación es el tiempo desde la respuesta hasta el final.
statistics-tab-days = Por mes y por día
statistics-tab-hours = Por hora
statistics-all-months = Todos los meses
statistics-by-month = Llamadas por mes
statistics-by-day = Llamadas por día: { $month }
statistics-by-hour = Llamadas por hora
statistics-by-hour-of = Llamadas por hora: { $month }
statistics-day = Día
statistics-hour = Hora
statistics-answered = Contestadas
statistics-talk = Conversación
statistics-talk-seconds = Conversación (s)
statistics-mean = Conversación media
statistics-busiest = { $what } con más llamadas
statistics-hours-of-day = ({ NUMBER($hours) } h)
statistics-chart-calls = { $what }, por sentido
statistics-chart-talk = { $what }: conversación
statistics-chart-most = Más llamadas: { $label }. Todas las cifras están en la tabla de abajo.
statistics-chart-table = Todas las cifras están en la tabla de abajo.

staffing-title = Dotación
staffing-intro = Cuántas personas necesitan las llamadas, según las fórmulas de Erlang; y qué esperar en un día, según las llamadas entrantes.
staffing-calls = Llamadas en media hora
staffing-handling = Tiempo de gestión (s)
staffing-service-level = Contestadas a tiempo (%)
staffing-within = A tiempo: en menos de (s)
staffing-occupancy-most = Ocupación máxima (%)
staffing-shrinkage = Tiempo ausente (%)
staffing-patience = Paciencia media de quien llama (s)
staffing-day = Previsión para el
staffing-reckon = Calcular
staffing-wrong = Escriba un número entero de { $from } a { $to }.
staffing-wrong-day = Escriba un día, por ejemplo 2026-11-23.
staffing-too-much = Ninguna dotación basta. Escriba menos llamadas o un tiempo de gestión más corto.
staffing-answer = Para { $calls } llamadas en media hora
staffing-agents = Al teléfono
staffing-scheduled = En el plan
staffing-erlangs = Tráfico (erlangs)
staffing-around = Qué resulta con menos y con más personas
staffing-fewest = (suficiente)
staffing-reached = Contestadas a tiempo
staffing-wait = Espera media
staffing-abandoned = Abandonan
staffing-occupancy = Ocupación
staffing-seconds = { $seconds } s
staffing-ever-longer = cada vez mayor
staffing-forecast-of = Previsión para el { $day }
staffing-half-hour = Desde
staffing-expected = Llamadas esperadas
staffing-last-week = La semana anterior
staffing-like-days = Días semejantes observados
staffing-level = Nivel de las dos últimas semanas
staffing-error = Error medio de la previsión
staffing-error-last-week = El mismo si se repitiera la semana anterior
staffing-no-forecast = Aún no hay un día semejante en el registro de llamadas, así que no hay previsión.
health-pbx-notify = Servidor telefónico: mensajes a los teléfonos
device-state-expected = espera su primer acceso
device-state-claimed = primer acceso
device-state-active = configurado
device-state-verified = configurado, registrado
device-state-stale = no visto desde hace tiempo
device-state-drift = difiere de su archivo
device-state-failed = no se registra
device-state-quarantined = en cuarentena
device-state-retired = fuera de servicio
device-since = Desde el { $date }.
device-window = Puede descargar su primer archivo hasta el { $date }.
device-fetched = Último archivo descargado el { $date } desde { $address }.
device-hole = Su firmware es anterior a { $least }. { $why }
device-other-brand = A un teléfono { $maker } se le indican su cuenta, la sede y contraseñas propias. Sus valores no se comparan con lo que contiene, y no recibe de aquí ni firmware, ni agenda, ni pantalla.
device-resync = Descargar su archivo ahora
device-reboot = Reiniciar
device-reboot-confirm = ¿Reiniciar el teléfono? Una llamada en curso se corta.
device-enrol = Inscribir de nuevo
device-enrol-confirm = ¿Inscribir de nuevo el teléfono, como tras restablecerlo? Sus accesos actuales dejan de valer.
device-renew = Nuevos accesos y contraseñas
device-renew-confirm = ¿Dar al teléfono nuevos accesos y nuevas contraseñas de sus páginas con su próximo archivo?
device-release = Sacar de la cuarentena
device-release-confirm = Se hicieron peticiones que no encajan con este teléfono con su propio acceso. ¿Sacarlo de todos modos?
device-retire = Poner fuera de servicio
device-retire-confirm = ¿Poner el teléfono fuera de servicio, como si se hubiera perdido? Ya no recibe archivos y su contraseña SIP deja de valer.
device-retire-half = El teléfono ya no recibe archivos, pero su contraseña SIP no se pudo cambiar: { $reason }
device-not-told = No se pudo avisar al teléfono: { $reason }
notice-device-told = Se avisó al teléfono. La hora de su último archivo muestra si obedece.
notice-device-state = No es posible en el estado actual del teléfono.
phone-forecast-fetch = Para ello debe descargar de nuevo su archivo.
phone-forecast-restart = Para ello debe descargar de nuevo su archivo y reiniciarse.
phone-why = De dónde vienen sus valores
phone-why-title = Valores del teléfono { $extension }
phone-why-intro = Lo que recibe { $device }, y de qué capa. Las contraseñas no se muestran.
phone-why-value = Valor
phone-why-layer = Viene de
phone-why-instead = En lugar de
phone-why-secret = una contraseña
layer-baseline = base de seguridad
layer-model = modelo { $name }
layer-site = sitio { $name }
layer-device = aparato { $name }
layer-account = cuenta { $name }
enrolment-title = Se espera el teléfono { $extension }
enrolment-text = Escriba esta dirección en el teléfono como servidor de configuración, o en el servidor DHCP para él (opción 66). Allí descarga un primer archivo y después el suyo.
enrolment-address = Dirección de su primer archivo
enrolment-once = La dirección se muestra solo aquí y ahora.
site-group-security = Seguridad
site-baseline = Base de seguridad
site-baseline-help = Lo que recibe cada teléfono salvo que un ajuste diga otra cosa: sin SSH, páginas solo por HTTPS, ningún servidor por DHCP o multicast, certificados comprobados, llamadas solo del servidor telefónico.
site-baseline-on = Activada
site-baseline-shared = Activada, y teclados bloqueados (vestíbulos, talleres)
site-baseline-off = Desactivada: los teléfonos conservan lo que tienen
site-problem-baseline = «{ $text }» no es una base de seguridad. Elija una de la lista.
site-served = Los teléfonos descargan sus archivos y su agenda del portal, bajo { $address }; cada uno tiene allí su propia dirección.
site-not-served = Los teléfonos no descargan nada del portal: [provisioning] de portal.toml lo permite.
site-config-served = Sin uso: los teléfonos descargan sus archivos del portal.
device-pass = Pasar a otro número
device-pass-text = El aparato pasa a otra persona: no suena para nadie hasta que se registre con el otro número, y la antigua contraseña SIP deja de valer. Si no viene, todo vuelve a como estaba.
device-pass-to = A
device-pass-go = Pasar
device-pass-back = Volver atrás
device-pass-fetch = Pasa de { $from } a { $to } y no suena para nadie: debe descargar su archivo.
device-pass-register = Pasa de { $from } a { $to } y no suena para nadie: debe registrarse.
device-pass-runs = Pasa de { $from } a { $to }.
preview-title = Antes de guardar
preview-intro = Todavía no se ha guardado nada. Esto es lo que se dirá de nuevo a los teléfonos.
preview-again = Volver al formulario
preview-unchanged = { $count ->
    [one] A { NUMBER($count) } teléfono más no se le dice nada nuevo.
    [many] A { NUMBER($count) } de teléfonos más no se les dice nada nuevo.
   *[other] A { NUMBER($count) } teléfonos más no se les dice nada nuevo.
}
preview-replaced = { $before } se retira del servicio y ya no recibe archivos. { $after } recibe toda su configuración con su primer archivo.
preview-enrol = Se inscribe de nuevo
preview-no-file = No tendría archivo
preview-stays = queda como está en el teléfono
preview-nothing = Nada que hacer
preview-resync = Descarga su archivo
preview-reboot = Descarga su archivo y se reinicia
device-left-out = «{ $setting }» se omite: { $why }.
device-left-out-instead = «{ $setting }» se indica como { $instead }: { $why }.
phones-left-out = { $count ->
    [one] { NUMBER($count) } ajuste omitido
    [many] { NUMBER($count) } de ajustes omitidos
   *[other] { NUMBER($count) } ajustes omitidos
}
device-old = anterior a { $version }, que ofrece el sitio
device-old-hole = fallo conocido: necesita { $version }
device-quarantine = Poner en cuarentena
device-quarantine-confirm = ¿Poner el teléfono en cuarentena? No recibe archivos hasta que se libere; sigue sonando.
device-unheard = No se sabe si está registrado: el servidor de telefonía no le pregunta, y no se ha vuelto a registrar desde que descargó su archivo.
device-unasked = No se sabe si está registrado: ninguna cuenta de [[pbx.manager]] tiene la tarea notify.

## Qué pasó con una llamada

journey-title = Qué pasó
journey-incomplete = Falta una parte: el portal no lo oyó todo de la llamada. Lo que se muestra es tal como llegó; no se ha añadido nada.
journey-source = { $source ->
    [cel] Conocido por el registro de eventos de canales: falta cuándo empezaron a sonar los teléfonos, y quizá las teclas.
   *[records] Conocido solo por los registros de llamadas: faltan transferencias, capturas, teclas y timbres.
}
journey-line = La llamada en el tiempo
journey-line-sentence = { $ending }; duró { $lasted }, de ellos { $talked } de conversación. Las tablas siguientes tienen las mismas cifras.
journey-legs = Quién participó
journey-steps = Paso a paso
journey-who = Quién
journey-side = Lado
journey-side-of = { $side ->
    [called] Recibió
   *[calling] Llamó
}
journey-dialled = Marcado
journey-began = Desde
journey-rang = Timbre
journey-talked = Conversación
journey-cause = Causa (Q.850)
journey-at = Hora
journey-lasted = Duración
journey-what = Qué
journey-unknown = Desconocido
journey-span-service = Locución, menú, buzón
journey-span-ringing = Timbre
journey-span-talking = Conversación
journey-span-waiting = En una cola
journey-span-parked = Estacionada
journey-ending = { $ending ->
    [open] Final desconocido
    [answered] Contestada
    [service] Servicio automático
    [voicemail] Buzón de voz
    [abandoned] Abandonó en la cola
    [left-queue] Salió de la cola
    [no-answer] Sin respuesta
    [busy] Ocupado
    [rejected] Rechazada
    [cancelled] Cancelada por quien llama
    [elsewhere] Contestada en otro teléfono
    [unavailable] No localizable
    [congestion] Sin línea libre
   *[failed] Fallida
}
journey-step-application = { $kind ->
    [menu] { $who }: menú
    [conference] { $who }: sala de conferencias
    [mailbox] { $who }: su propio buzón
    [music] { $who }: música en espera
    [record] { $who }: se graba un mensaje
    [secret] { $who }: se pide un código
    [service] { $who }: servicio automático
   *[announcement] { $who }: locución
}
journey-step-digits = { $who } pulsó { $digits }
journey-step-queue = { $who } en la cola { $queue }: { $ending }
journey-step-talk = Conversación: { $who }
journey-step-forward = Desvío de { $from } a { $to }
journey-step-blind-transfer = { $by } pasó { $whom } a { $to }
journey-step-blind-transfer-of-call = { $by } pasó la llamada a { $to }
journey-step-attended-transfer = { $by } comunicó a { $whom } con { $to }
journey-step-attended-transfer-early = { $by } pasó { $whom } antes de que alguien contestara
journey-step-three-way = { $by } reunió a { $whom } y { $to } y siguió en la llamada
journey-step-pickup = { $by } capturó la llamada que sonaba en { $from }
journey-step-park = { $who }: estacionada en { $space }
journey-step-park-fetched = { $who }: estacionada en { $space }, recogida por { $by }
journey-step-voicemail = { $who } en el buzón { $mailbox }
journey-step-rang = Sonó: { $who }
journey-step-rang-in-vain = Sonó en vano: { $who } ({ $ending })

budget-calls-per-minute = Demasiadas llamadas en un minuto; espere un momento.
budget-minutes-per-day = { $limit ->
    [one] Se ha agotado el minuto de llamadas al exterior previsto para hoy.
    [many] Se han agotado los { NUMBER($limit) } de minutos de llamadas al exterior previstos para hoy.
   *[other] Se han agotado los { NUMBER($limit) } minutos de llamadas al exterior previstos para hoy.
} Consulte a su administrador si necesita más.
budget-cost-per-day = Se ha agotado lo que pueden costar hoy las llamadas al exterior. Consulte a su administrador si necesita más.
budget-simultaneous = { $limit ->
    [one] Ya hay una llamada al exterior en curso; termínela primero.
    [many] Ya hay { NUMBER($limit) } de llamadas al exterior en curso; termine una primero.
   *[other] Ya hay { NUMBER($limit) } llamadas al exterior en curso; termine una primero.
}
budget-closed = A esa hora no se llama a números de este tipo: está fuera del horario de trabajo.
budget-country = Aquí no se permiten llamadas a ese país. Consulte a su administrador.
budget-premium = Desde aquí no se llama a números de tarificación adicional.
health-budgets = Presupuestos de llamadas
health-budgets-within = Nadie está cerca de su presupuesto de hoy.
health-budget-low = { $name } ha gastado casi todo el presupuesto de hoy:
health-budget-empty = { $name } ha agotado el presupuesto de hoy y ya no llama al exterior:
health-budget-minutes = { $used } de { $limit ->
    [one] 1 minuto
    [many] { NUMBER($limit) } de minutos
   *[other] { NUMBER($limit) } minutos
}
health-budget-cost = { $used } de { $limit }
health-budget-remedy = Revise las llamadas de hoy; si son correctas, aumente el presupuesto en portal.toml, [budget].
